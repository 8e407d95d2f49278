package dev.cleave.cli.run;

import dev.cleave.api.Code;
import dev.cleave.api.Job;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.report.JsonReport;
import dev.cleave.cli.report.Report;
import dev.cleave.cli.report.RunSummary;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.cli.report.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The last words of a run: the result, its file, the report or the document, the exit code. */
final class Closing {

    private final Output output;
    private final RunOptions options;
    private final long startedNanos;

    Closing(Output output, RunOptions options, long startedNanos) {
        this.output = output;
        this.options = options;
        this.startedNanos = startedNanos;
    }

    /** Says what came of a job. */
    ExitCode tell(Program program, Ended ended) {
        Ended last = ended;
        String rendered = "";
        if (ended.state() == State.SUCCEEDED) {
            try {
                rendered = render(program.job(), ended.result());
                writeOut(program.job(), ended.result());
            } catch (IOException | RuntimeException | LinkageError | StackOverflowError refused) {
                last = unwritten(ended, refused);
            }
        } else if (ended.result() != null) {
            rendered = incumbent(program.job(), ended.result());
        }
        RunSummary summary = summary(program, last, rendered);
        if (options.json()) {
            String out = options.out().map(Path::toString).orElse(null);
            output.out().println(JsonReport.of(summary, System.nanoTime() - startedNanos, out));
            output.out().flush();
            if (last.failure() != null) {
                output.say(program.name() + " failed: " + last.failure());
            }
        } else {
            if (!rendered.isEmpty() || last.state() == State.SUCCEEDED) {
                output.out().println(rendered);
            }
            output.out().flush();
            Report.of(summary).forEach(output.err()::println);
        }
        if (logsTellMore(last.failure())) {
            output.say("the logs of nodes and runners tell more; -v or --dir DIR keeps them");
        }
        return exitCode(last);
    }

    /** Where a process died or Cleave is at fault, the failure itself is not the whole story. */
    private boolean logsTellMore(@Nullable JobFailure failure) {
        if (failure == null
                || options.inProcess()
                || options.verbose()
                || options.dir().isPresent()) {
            return false;
        }
        return failure.code() == Code.POISON || failure.code() == Code.IO || failure.code() == Code.INTERNAL;
    }

    private static Ended unwritten(Ended ended, Throwable refused) {
        JobFailure failure = refused instanceof IOException
                ? JobFailure.of(Code.IO, "", "the result cannot be written: " + refused)
                : JobFailure.of(Code.RESULT_NOT_ENCODABLE, "/", refused);
        return new Ended(
                State.FAILED, null, failure, ended.measured(), ended.counts(), ended.nodes(), ended.elapsedNanos());
    }

    private RunSummary summary(Program program, Ended ended, String rendered) {
        return new RunSummary(
                program.name(),
                program.jobClass(),
                program.effective(options.parameters()),
                ended.state(),
                ended.result(),
                rendered,
                ended.failure(),
                ended.measured(),
                options.profile(),
                ended.counts(),
                ended.nodes(),
                ended.elapsedNanos(),
                options.inProcess());
    }

    /** The best solution of a job that did not end well; that it cannot be shown is no further failure. */
    private static String incumbent(Job<?, ?> job, Object solution) {
        try {
            return render(job, solution);
        } catch (RuntimeException | LinkageError | StackOverflowError refused) {
            return "";
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // A result may be null if the program's results may be.
    private static <R> String render(Job<?, R> job, @Nullable Object result) {
        return job.render((R) result);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // A result may be null if the program's results may be.
    private <R> void writeOut(Job<?, R> job, @Nullable Object result) throws IOException {
        if (options.out().isPresent()) {
            Path file = options.out().get();
            job.write((R) result, file);
            output.say("wrote " + file + ", " + Units.bytes(Files.size(file)));
        }
    }

    private static ExitCode exitCode(Ended ended) {
        JobFailure failure = ended.failure();
        if (failure == null) {
            return ended.state() == State.SUCCEEDED ? ExitCode.SUCCESS : ExitCode.INTERRUPTED;
        }
        return switch (failure.code()) {
            case TIMEOUT -> ExitCode.TIMEOUT;
            case NO_CLUSTER -> ExitCode.NO_CLUSTER;
            case INVALID_ARGUMENT -> ExitCode.USAGE;
            default -> ExitCode.JOB_FAILED;
        };
    }
}
