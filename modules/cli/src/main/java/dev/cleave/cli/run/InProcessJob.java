package dev.cleave.cli.run;

import dev.cleave.api.Arguments;
import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.report.NodeRow;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.Progress;
import dev.cleave.core.measure.Measured;
import dev.cleave.engine.BestKnown;
import dev.cleave.engine.EngineSettings;
import dev.cleave.engine.EngineStatus;
import dev.cleave.engine.Improvement;
import dev.cleave.engine.InProcess;
import dev.cleave.engine.Solved;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A job on the cores of this process; no class of the cluster is touched. */
final class InProcessJob implements RunningJob {

    private static final String HERE = "this process";

    private final InProcess<?> run;
    private final int lanes;
    private final long startedNanos = System.nanoTime();
    private final ProcessContext context;
    private @Nullable JobFailure givenUp;

    private InProcessJob(InProcess<?> run, ProcessContext context, int lanes) {
        this.run = run;
        this.context = context;
        this.lanes = lanes;
    }

    /**
     * Starts a job.
     *
     * @throws CommandException if the job refuses its arguments
     * @throws JobFailedException if its root problem or program cannot be made
     */
    static <P, R> InProcessJob start(Job<P, R> job, Arguments arguments, RunOptions options, Output output)
            throws JobFailedException {
        System.setOut(output.err()); // what user code prints must not mix with the result
        System.setErr(output.err());
        BestKnown best = new BestKnown();
        ProcessContext context = new ProcessContext(arguments, output, best);
        try {
            P root = job.rootProblem(arguments);
            DivideAndConquer<P, R> program = job.program(context);
            EngineSettings<P> settings = EngineSettings.<P>ofLanes(options.lanes())
                    .withMaxDepth(options.maxDepth())
                    .withProfile(options.profile());
            return new InProcessJob(InProcess.start(program, root, settings, best), context, options.lanes());
        } catch (InvalidArgumentException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError broken) {
            throw new JobFailedException(JobFailure.of(Code.JOB_NOT_LOADABLE, "/", broken));
        }
    }

    @Override
    public Optional<Ended> await(long nanos) throws InterruptedException {
        try {
            Solved<?> solved = run.await(nanos, TimeUnit.NANOSECONDS);
            return Optional.of(ended(State.SUCCEEDED, solved.result(), null, solved.measured(), solved.elapsedNanos()));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (JobFailedException failed) {
            return Optional.of(ended(State.FAILED, null, failed.failure(), Measured.NOTHING, elapsedNanos()));
        } catch (CancellationException cancelled) {
            State state = givenUp == null ? State.CANCELLED : State.FAILED;
            Object incumbent = run.best().map(Improvement::solution).orElse(null);
            return Optional.of(ended(state, incumbent, givenUp, Measured.NOTHING, elapsedNanos()));
        }
    }

    private Ended ended(
            State state, @Nullable Object result, @Nullable JobFailure failure, Measured measured, long elapsedNanos) {
        NodeRow row = new NodeRow(HERE, lanes, 1, run.status().busyNanos());
        return new Ended(
                state, result, failure, measured, new Counts(1, 0, 0, 0, 0, 0, 0, 0), List.of(row), elapsedNanos);
    }

    private long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    @Override
    public Progress progress() {
        EngineStatus status = run.status();
        String incumbent = run.best().map(Improvement::valueText).orElse("");
        return new Progress(run.fraction(), 1, lanes, status.busyLanes(), 0, 1, "", incumbent);
    }

    @Override
    public void cancel() {
        context.cancel();
        run.cancel();
    }

    @Override
    public void fail(JobFailure failure) {
        givenUp = failure;
        cancel();
    }

    @Override
    public void close() {
        context.cancel();
        run.close();
    }
}
