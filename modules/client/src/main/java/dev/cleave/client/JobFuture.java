package dev.cleave.client;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A submitted job and its result to come.
 *
 * <p>Both a {@link Future} and a {@link java.util.concurrent.CompletionStage}, and nobody but the cluster completes it:
 *
 * <ul>
 *   <li>with the result, when the job has succeeded;
 *   <li>with a {@link dev.cleave.api.JobFailedException}, which tells code, path, message and the remote stack trace, when
 *       it has failed;
 *   <li>with a {@link CancellationException}, when it was cancelled, by whomever;
 *   <li>with a {@link CleaveException}, when the cluster was out of reach for too long, or the result cannot be had: the
 *       job itself may go on, and {@link CleaveClient#attach} finds it again.
 * </ul>
 *
 * <p>As everywhere, {@code get} wraps the exception in an {@link ExecutionException}. Closing the client ends the waiting,
 * not the job. Safe for use by many threads at once.
 *
 * @param <R> the type of the result
 */
public final class JobFuture<R> extends ReadOnlyStage<R> implements Future<R> {

    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final CompletableFuture<R> future;
    private volatile JobStatus status;

    private JobFuture(Jobs jobs, JobStatus status, CompletableFuture<R> future) {
        this.jobs = jobs;
        this.status = status;
        this.future = future;
    }

    @Override
    protected CompletableFuture<R> completing() {
        return future;
    }

    static <R> JobFuture<R> of(Jobs jobs, JobStatus status, CompletableFuture<R> future) {
        return new JobFuture<>(jobs, status, future);
    }

    /** The job's name in the cluster. */
    public String id() {
        return status.id();
    }

    /** What was last heard of the job; does not ask. */
    public JobStatus status() {
        return status;
    }

    /**
     * Where the job was in its life when it was last heard of; does not ask. Not named {@code state}, which newer JDKs'
     * {@code Future} has with another meaning.
     */
    public JobState jobState() {
        return status.state();
    }

    /** How far the job had come when it was last heard of; does not ask. */
    public JobProgress progress() {
        return status.progress();
    }

    /**
     * Asks the cluster to end the job, and returns what it said to that.
     *
     * @throws CleaveException if it is refused, or nobody answers
     */
    public Cancellation requestCancel() {
        return jobs.cancel(id());
    }

    /**
     * Asks the cluster to end the job, and waits a little for the end.
     *
     * @param mayInterruptIfRunning without meaning: whatever the job does is ended
     * @return whether the job is cancelled; false if it succeeded or failed before it heard of it, or has not ended after
     *     ten seconds
     * @throws CleaveException if it is refused, or nobody answers
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone() && requestCancel() != Cancellation.ENDED_BEFORE) {
            try {
                future.get(CANCEL_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw Asking.interrupted(e);
            } catch (ExecutionException | CancellationException | TimeoutException whatever) {
                // What became of it is asked next.
            }
        }
        return isCancelled();
    }

    @Override
    public boolean isCancelled() {
        return future.isCancelled();
    }

    @Override
    public boolean isDone() {
        return future.isDone();
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        return future.get();
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(timeout, unit);
    }

    @Override
    public String toString() {
        JobStatus last = status;
        return "job " + last.id() + " (" + last.program() + ", " + last.state() + ")";
    }

    void heard(JobEvent event) {
        if (event instanceof JobEvent.Changed changed) {
            status = changed.job();
        } else if (event instanceof JobEvent.Progressed progressed) {
            status = status.with(progressed.progress());
        }
    }
}
