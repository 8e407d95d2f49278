package dev.cleave.engine;

import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.api.Objective;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import dev.cleave.core.search.Cost;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One problem being solved on the cores of this JVM, without a cluster.
 *
 * <pre>{@code
 * long answer = InProcess.run(program, root, 4).result();
 * }</pre>
 *
 * <p>Safe for use by many threads at once.
 *
 * @param <R> the type of a result
 */
public final class InProcess<R> implements AutoCloseable {

    private final CompletableFuture<Solved<R>> outcome = new CompletableFuture<>();
    private final long startedNanos = System.nanoTime();
    private final Engine<?, R> engine;
    private volatile @Nullable Improvement<R> best;

    private <P> InProcess(DivideAndConquer<P, R> program, P root, EngineSettings<P> settings, BestKnown known) {
        Engine<P, R> made = new Engine<>(program, settings, new Ending<>(), known);
        this.engine = made;
        made.run(Assignment.ofRoot(root));
    }

    /**
     * Begins to solve a problem.
     *
     * @param program the program; its methods are called from several threads at once
     * @param root the problem
     * @param settings how many lanes, and more
     * @return the run, to be awaited, cancelled or closed
     */
    public static <P, R> InProcess<R> start(DivideAndConquer<P, R> program, P root, EngineSettings<P> settings) {
        return start(program, root, settings, new BestKnown());
    }

    /**
     * Begins to solve a problem with a program that may look at the best solution known.
     *
     * @param known what the program was given as {@link dev.cleave.api.JobContext#incumbent()}; of no other run
     * @return the run, to be awaited, cancelled or closed
     */
    public static <P, R> InProcess<R> start(
            DivideAndConquer<P, R> program, P root, EngineSettings<P> settings, BestKnown known) {
        return new InProcess<>(program, root, settings, known);
    }

    /**
     * Solves a problem and waits for it.
     *
     * @param program the program
     * @param root the problem
     * @param lanes how many threads, at least 1
     * @return the result and what it took
     * @throws JobFailedException if user code failed
     * @throws InterruptedException if the caller was interrupted; nothing goes on running
     */
    public static <P, R> Solved<R> run(DivideAndConquer<P, R> program, P root, int lanes)
            throws JobFailedException, InterruptedException {
        try (InProcess<R> run = start(program, root, EngineSettings.ofLanes(lanes))) {
            return run.await();
        }
    }

    /**
     * Waits for the result.
     *
     * @return the result and what it took
     * @throws JobFailedException if user code failed
     * @throws CancellationException if it was cancelled
     * @throws InterruptedException if the caller was interrupted; the problem is still being solved
     */
    public Solved<R> await() throws JobFailedException, InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    /**
     * Waits for the result, but not for ever.
     *
     * @throws TimeoutException if there is none by then; the problem is still being solved
     */
    public Solved<R> await(long time, TimeUnit unit) throws JobFailedException, InterruptedException, TimeoutException {
        try {
            return outcome.get(time, unit);
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    /** Gives the problem up; whoever waits gets a {@link CancellationException}. No effect on a finished one. */
    public void cancel() {
        outcome.cancel(false);
        engine.close();
    }

    /** How far it is, 0 to 1; exactly 1 once the result is there. */
    public double fraction() {
        if (outcome.isDone() && !outcome.isCompletedExceptionally()) {
            return 1;
        }
        long finished = 0;
        for (EngineStatus.LeaseWeight lease : engine.status().leases()) {
            finished += lease.finishedWeight();
        }
        return Math.min(1, (double) finished / Weight.WHOLE);
    }

    /** The best solution found so far; empty if there is none, or the program looks for none. */
    public Optional<Improvement<R>> best() {
        return Optional.ofNullable(best);
    }

    /** How busy the lanes are. */
    public EngineStatus status() {
        return engine.status();
    }

    /** Stops the lanes; cancels what is not finished. */
    @Override
    public void close() {
        cancel();
    }

    private static JobFailedException failure(ExecutionException failed) {
        if (failed.getCause() instanceof JobFailedException known) {
            JobFailedException here = new JobFailedException(known.failure());
            here.initCause(known);
            return here;
        }
        throw new IllegalStateException(failed.getCause());
    }

    private final class Ending<P> implements EngineListener<P, R> {

        @Override
        public void finished(LeaseId lease, @Nullable R result, Measured measured) {
            Improvement<R> found = best;
            succeed(found == null ? result : found.solution(), measured);
        }

        @Override
        public void improved(long cost, Objective objective, @Nullable R solution) {
            best = new Improvement<>(cost, objective, solution);
            if (cost == Cost.ENOUGH) {
                succeed(solution, Measured.NOTHING);
            }
        }

        private void succeed(@Nullable R result, Measured measured) {
            long elapsed = System.nanoTime() - startedNanos;
            outcome.complete(
                    new Solved<>(result, measured, elapsed, engine.status().captures()));
        }

        @Override
        public void failed(LeaseId lease, Path path, JobFailure failure) {
            outcome.completeExceptionally(new JobFailedException(failure));
        }

        @Override
        public void laneDied(Throwable error) {
            outcome.completeExceptionally(new JobFailedException(JobFailure.of(Code.INTERNAL, "", error)));
        }
    }
}
