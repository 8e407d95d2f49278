package dev.cleave.cli.pipeline;

import dev.cleave.api.Arguments;
import dev.cleave.api.Code;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.UserPrograms;
import dev.cleave.cli.run.ProcessContext;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.Work;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.engine.BestKnown;
import dev.cleave.engine.EngineSettings;
import dev.cleave.engine.InProcess;
import dev.cleave.engine.Solved;
import dev.cleave.pipeline.plan.Replay;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Jobs on lanes of this process, commands as processes of this machine. */
final class InProcessWorkers implements TaskWorkers {

    private static final PipelineTask WARM_UP =
            PipelineTask.of("warm-up", new Work.JobWork(new Program.Named(Replay.PROGRAM), Map.of()));

    private final Path folder;
    private final CommandWorker commands;
    private final CountDownLatch warm = new CountDownLatch(1);
    private final Output output;
    private final Map<Program, dev.cleave.cli.program.Program> programs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "cleave-pipeline-task");
        thread.setDaemon(true);
        return thread;
    });

    InProcessWorkers(Path folder, CommandWorker commands, Output output) {
        this.folder = folder;
        this.commands = commands;
        this.output = output;
    }

    /**
     * Loads what the first job would have to wait for.
     *
     * @param lanes how many lanes there are
     */
    void warmUp(int lanes) {
        start(
                "warm-up",
                WARM_UP,
                new ResolvedWork.Job(new Program.Named(Replay.PROGRAM), Map.of("k", String.valueOf(lanes), "ms", "0")),
                lanes,
                (outcome, nanos) -> warm.countDown());
        try {
            warm.await();
        } catch (InterruptedException signal) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work of one attempt on a thread. */
    private final class Running implements Attempt {

        private volatile boolean isCancelled;
        private volatile @Nullable InProcess<?> job;
        private volatile @Nullable ProcessContext context;

        @Override
        public void cancel() {
            isCancelled = true;
            ProcessContext asked = context;
            if (asked != null) {
                asked.cancel();
            }
            InProcess<?> running = job;
            if (running != null) {
                running.cancel();
            }
        }

        TaskOutcome work(ResolvedWork work, int lanes) {
            if (work instanceof ResolvedWork.Command command) {
                return commands.run(command, () -> isCancelled);
            }
            ResolvedWork.Job what = (ResolvedWork.Job) work;
            try {
                dev.cleave.cli.program.Program program = program(what.program());
                return solve(program.job(), Arguments.parse(program.job().parameters(), what.arguments()), lanes);
            } catch (JobFailedException failed) {
                return TaskOutcome.of(failed.failure());
            } catch (InvalidArgumentException | CommandException refused) {
                String line = refused instanceof CommandException command
                        ? command.line()
                        : String.valueOf(refused.getMessage());
                return new TaskOutcome.Failed(Code.INVALID_ARGUMENT.name(), line, false);
            } catch (CancellationException | InterruptedException givenUp) {
                return new TaskOutcome.Cancelled();
            } catch (RuntimeException | LinkageError | StackOverflowError broken) {
                return TaskOutcome.of(JobFailure.of(Code.JOB_NOT_LOADABLE, "/", broken));
            }
        }

        private <P, R> TaskOutcome solve(Job<P, R> program, Arguments arguments, int lanes)
                throws JobFailedException, InterruptedException {
            BestKnown best = new BestKnown();
            ProcessContext asked = new ProcessContext(arguments, output, best);
            context = asked;
            P root = program.rootProblem(arguments);
            try (InProcess<R> run =
                    InProcess.start(program.program(asked), root, EngineSettings.ofLanes(lanes), best)) {
                job = run;
                if (isCancelled) {
                    run.cancel();
                }
                Solved<R> solved = run.await();
                return new TaskOutcome.Succeeded(TaskValue.of(rendered(program, solved.result()), Map.of()));
            }
        }

        @SuppressWarnings("NullAway") // A result may be null if the program's results may be.
        private <R> String rendered(Job<?, R> program, @Nullable R result) {
            return program.render(result);
        }
    }

    private dev.cleave.cli.program.Program program(Program named) {
        return programs.computeIfAbsent(
                named,
                program -> program instanceof Program.Packed packed
                        ? UserPrograms.fromJars(List.of(folder.resolve(packed.jar())), packed.jobClass())
                        : BundledPrograms.named(((Program.Named) program).name()));
    }

    @Override
    public Attempt start(String name, PipelineTask task, ResolvedWork work, int lanes, Ending ending) {
        Running running = new Running();
        threads.execute(() -> {
            long startNanos = System.nanoTime();
            TaskOutcome outcome;
            try {
                outcome = running.work(work, lanes);
            } catch (RuntimeException | Error broken) {
                outcome = TaskOutcome.of(JobFailure.of(Code.INTERNAL, "", broken));
            }
            ending.ended(outcome, System.nanoTime() - startNanos);
        });
        return running;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
