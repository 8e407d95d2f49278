package dev.cleave.cli.run;

import dev.cleave.api.Arguments;
import dev.cleave.api.JobFailedException;
import dev.cleave.cli.CommandException;
import dev.cleave.cli.ExitCode;
import dev.cleave.cli.Given;
import dev.cleave.cli.Output;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.program.UserPrograms;
import dev.cleave.cli.report.ProgressBar;
import dev.cleave.cli.report.ProgressDisplay;
import dev.cleave.cli.report.ProgressLines;
import java.nio.file.Path;

/** {@code cleave run}: finds a program, checks its parameters, runs the job, and says what came of it. */
public final class RunCommand {

    private final Output output;
    private final long startedNanos = System.nanoTime();

    /**
     * A command that has not begun.
     *
     * @param output where its words go
     */
    public RunCommand(Output output) {
        this.output = output;
    }

    /**
     * Runs a job from start to end.
     *
     * @param given the options
     * @return how it went
     * @throws CommandException if it cannot be started
     */
    public ExitCode run(Given given) {
        RunOptions options = RunOptions.of(given);
        Deadline deadline = new Deadline(startedNanos, options.timeout());
        try (RunFolder folder = RunFolder.open(options.dir())) {
            Program program = find(options, folder);
            Arguments arguments = program.check(options.parameters());
            Ended ended = runJob(program, arguments, options, folder, deadline);
            ExitCode exitCode = new Closing(output, options, startedNanos).tell(program, ended);
            if (exitCode != ExitCode.SUCCESS && options.verbose()) {
                folder.keep();
            }
            if (options.verbose() && folder.isKept()) {
                output.say("logs are in " + folder.path());
            }
            return exitCode;
        }
    }

    private static Program find(RunOptions options, RunFolder folder) {
        String name = options.program();
        if (name.endsWith(".java")) {
            Path source = Path.of(name);
            return UserPrograms.fromSource(
                    source, options.jars(), folder.path().resolve(source.getFileName() + ".jar"));
        }
        return options.jars().isEmpty() ? BundledPrograms.named(name) : UserPrograms.fromJars(options.jars(), name);
    }

    private Ended runJob(
            Program program, Arguments arguments, RunOptions options, RunFolder folder, Deadline deadline) {
        try (RunningJob job = start(program, arguments, options, folder, deadline)) {
            return new JobWatch(job, display(program.name()), deadline).watch();
        } catch (JobFailedException notStarted) {
            return Ended.without(notStarted.failure(), 0);
        } catch (InterruptedException signal) {
            throw CommandException.interrupted();
        }
    }

    private RunningJob start(
            Program program, Arguments arguments, RunOptions options, RunFolder folder, Deadline deadline)
            throws JobFailedException, InterruptedException {
        return options.inProcess()
                ? InProcessJob.start(program.job(), arguments, options, output)
                : ClusterJob.start(program, options, folder, deadline, output);
    }

    private ProgressDisplay display(String title) {
        return output.errIsTerminal() ? new ProgressBar(output.err(), title) : new ProgressLines(output.err(), title);
    }
}
