package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import dev.cleave.client.ReadOnlyStage;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A task that was accepted, and its result to come: both a {@link Future} and a {@link
 * java.util.concurrent.CompletionStage}. Nobody but the executor completes it.
 *
 * <p>What depends on it as a stage is run on threads of its own, never on a lane, unless it is done already. Safe for use
 * by many threads at once.
 *
 * @param <T> the type of the result
 */
public final class ClusterFuture<T> extends ReadOnlyStage<T> implements Future<T> {

    private final Promise<T> promise;

    ClusterFuture(Promise<T> promise) {
        this.promise = promise;
    }

    @Override
    protected CompletableFuture<T> completing() {
        return promise.stage();
    }

    /** Where the task is in its life. Not what newer JDKs' {@code Future.state} means, which knows no pending tasks. */
    public TaskState state() {
        return promise.state();
    }

    /**
     * Ends the task: one that waits never begins; one that runs is interrupted, and what it returns is dropped.
     *
     * @param mayInterruptIfRunning whether running code is interrupted; otherwise it runs on, for nobody
     * @return whether the task is cancelled; false if it was done before
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return promise.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean isCancelled() {
        return promise.state() == TaskState.CANCELLED;
    }

    @Override
    public boolean isDone() {
        return promise.result.isDone();
    }

    /**
     * Waits for the result; null if the task's is.
     *
     * @throws ExecutionException if the task threw; the cause is what it threw, with the stack trace of where it ran
     * @throws CancellationException if it was cancelled
     */
    @Override
    @SuppressWarnings("NullAway") // As every Future's.
    public T get() throws InterruptedException, ExecutionException {
        return promise.result.get();
    }

    @Override
    @SuppressWarnings("NullAway") // As every Future's.
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return promise.result.get(timeout, unit);
    }

    /**
     * Waits for what comes of it, whatever that is.
     *
     * @throws CleaveException {@code INTERRUPTED} if this thread is
     */
    public Outcome<T> outcome() {
        try {
            return new Outcome.Success<>(get());
        } catch (ExecutionException failed) {
            return new Outcome.Failure<>(Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (CancellationException cancelled) {
            return new Outcome.Failure<>(cancelled);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    @Override
    public String toString() {
        return "task (" + state() + ")";
    }
}
