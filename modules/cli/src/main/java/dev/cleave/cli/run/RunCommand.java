package dev.cleave.cli.run;

import dev.cleave.api.Arguments;
import dev.cleave.api.JobFailedException;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.program.UserPrograms;
import dev.cleave.cli.report.ProgressDisplay;
import dev.cleave.core.job.Progress;
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
            ExitCode exitCode = runJob(program, arguments, options, folder, deadline);
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

    /** The last words come before the cluster is taken down: nobody should wait for that to see a result. */
    private ExitCode runJob(
            Program program, Arguments arguments, RunOptions options, RunFolder folder, Deadline deadline) {
        Closing closing = new Closing(output, options, startedNanos);
        ProgressDisplay display = ProgressDisplay.on(output, program.name());
        try (RunningJob job = start(program, arguments, options, folder, deadline, display)) {
            Ended ended = new JobWatch(job, display, deadline).watch();
            display.clear();
            return closing.tell(program, ended);
        } catch (JobFailedException notStarted) {
            return closing.tell(program, Ended.without(notStarted.failure(), 0));
        } catch (InterruptedException signal) {
            throw CommandException.interrupted();
        } finally {
            display.clear();
        }
    }

    private RunningJob start(
            Program program,
            Arguments arguments,
            RunOptions options,
            RunFolder folder,
            Deadline deadline,
            ProgressDisplay display)
            throws JobFailedException, InterruptedException {
        if (options.inProcess()) {
            return InProcessJob.start(program.job(), arguments, options, output);
        }
        display.show(new Progress(0, 0, 0, 0, 1, 0, "nodes start"), 0);
        return ClusterJob.start(program, options, folder, deadline, output);
    }
}
