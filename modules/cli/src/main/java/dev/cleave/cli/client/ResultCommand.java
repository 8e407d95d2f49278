package dev.cleave.cli.client;

import dev.cleave.api.Job;
import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.program.UserPrograms;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** {@code cleave result}: prints a result as the program does, from the cluster's text of it or from its bytes. */
final class ResultCommand {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(3650);

    private final Asked asked;
    private final CleaveClient client;
    private final Output output;

    ResultCommand(Asked asked) {
        this.asked = asked;
        this.client = asked.client();
        this.output = asked.output();
    }

    ExitCode run() {
        String id = JobIds.of(client, asked.given());
        boolean wait = asked.given().has("--wait");
        if (wait) {
            asked.beforeWaiting().run();
        }
        try {
            String text = client.result(id, wait ? AS_LONG_AS_IT_TAKES : Duration.ZERO);
            output.out().println(text.isEmpty() ? decoded(id) : text);
            return ExitCode.SUCCESS;
        } catch (JobFailedException failed) {
            JobFailure failure = failed.failure();
            output.say("job " + id + " failed: " + failure);
            failure.stackTrace().strip().lines().forEach(line -> output.err().println("  " + line));
            return ExitCode.JOB_FAILED;
        } catch (CancellationException cancelled) {
            output.say("job " + id + " was cancelled");
            return ExitCode.JOB_FAILED;
        }
    }

    private String decoded(String id) throws JobFailedException {
        JobStatus status = client.job(id);
        Program program = program(status.program());
        try {
            return rendered(id, program.job());
        } catch (CleaveException refused) {
            throw refused;
        } catch (RuntimeException | LinkageError refused) {
            throw CommandException.usage("the result of " + status.program() + " cannot be shown: " + refused);
        }
    }

    private Program program(String name) {
        List<Path> jars = asked.given().all("--jar").stream().map(Path::of).toList();
        if (!jars.isEmpty()) {
            return UserPrograms.fromJars(jars, name);
        }
        return BundledPrograms.all().stream()
                .filter(each -> each.name().equals(name) || each.jobClass().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("the cluster has no text of the result of " + name
                        + " (expected: --jar FILE with the program, which can read it)"));
    }

    @SuppressWarnings("NullAway") // A result may be null if the program's results may be.
    private <P, R> String rendered(String id, Job<P, R> job) throws JobFailedException {
        return job.render(client.result(id, Duration.ZERO, job));
    }
}
