package dev.cleave.client.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The writable side of a future, which only the executor holds. Safe for use by many threads. */
final class Promise<T> implements Chunk.Receiver {

    /** Only waited for; what depends on the task hangs on the stage, which is run where it keeps no lane waiting. */
    final CompletableFuture<@Nullable T> result = new CompletableFuture<>();

    final ClusterFuture<T> future = new ClusterFuture<>(this);

    private final Executor callbacks;
    private final Tally tally;
    private final @Nullable Given<T> given;
    private volatile TaskState state = TaskState.PENDING;
    private @Nullable CompletableFuture<T> stage;
    private @Nullable Throwable failure;
    private volatile @Nullable Canceller canceller;

    /** How its work is ended. */
    @FunctionalInterface
    interface Canceller {
        void cancel(boolean interrupt);
    }

    /** The result that was given with the task; its value is what counts, not what the task returns. */
    record Given<T>(@Nullable T value) {}

    private final Object task;

    Promise(Executor callbacks, Tally tally, @Nullable Given<T> given, Object task) {
        this.task = task;
        this.callbacks = callbacks;
        this.tally = tally;
        this.given = given;
    }

    /** The task as it was given, to be run by whoever likes. */
    Runnable asRunnable() {
        return () -> {
            try {
                if (task instanceof Callable<?> callable) {
                    callable.call();
                } else if (task instanceof Runnable runnable) {
                    runnable.run();
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        };
    }

    /** From now on, there is something to cancel. */
    void runsAs(Canceller work) {
        canceller = work;
        if (state == TaskState.CANCELLED) {
            work.cancel(true);
        }
    }

    TaskState state() {
        return state;
    }

    @Override
    public void begun() {
        synchronized (this) {
            if (state == TaskState.PENDING) {
                state = TaskState.RUNNING;
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // What a task of this type returned.
    public void ended(@Nullable Object[] values, @Nullable Throwable @Nullable [] thrown, long nanos) {
        Throwable why = thrown == null ? null : thrown[0];
        if (why != null) {
            fail(why);
        } else {
            complete(given == null ? (T) values[0] : given.value());
        }
    }

    @Override
    public void stopped(@Nullable Throwable why) {
        if (why == null) {
            cancel(true);
        } else {
            fail(why);
        }
    }

    private void complete(@Nullable T value) {
        CompletableFuture<T> dependents;
        synchronized (this) {
            if (isEnd()) {
                return;
            }
            state = TaskState.DONE;
            dependents = stage;
        }
        tally.succeeded();
        result.complete(value);
        tell(dependents);
    }

    void fail(Throwable why) {
        CompletableFuture<T> dependents;
        synchronized (this) {
            if (isEnd()) {
                return;
            }
            state = TaskState.DONE;
            failure = why;
            dependents = stage;
        }
        tally.failed();
        result.completeExceptionally(new CompletionException(why));
        tell(dependents);
    }

    boolean cancel(boolean interrupt) {
        CompletableFuture<T> dependents;
        synchronized (this) {
            if (isEnd()) {
                return state == TaskState.CANCELLED;
            }
            state = TaskState.CANCELLED;
            failure = new CancellationException("the task was cancelled");
            dependents = stage;
        }
        tally.cancelled();
        result.cancel(false);
        Canceller work = canceller;
        if (work != null) {
            work.cancel(interrupt);
        }
        tell(dependents);
        return true;
    }

    private boolean isEnd() {
        return state == TaskState.DONE || state == TaskState.CANCELLED;
    }

    /** What others depend on. Made when somebody does. */
    CompletableFuture<T> stage() {
        CompletableFuture<T> made;
        synchronized (this) {
            if (stage != null) {
                return stage;
            }
            made = new CompletableFuture<>();
            stage = made;
            if (!isEnd()) {
                return made;
            }
        }
        await();
        completeStage(made);
        return made;
    }

    /** The result is there, or will be in a moment: its state is an end. */
    private void await() {
        try {
            result.join();
        } catch (CompletionException | CancellationException known) {
            // It is in the failure.
        }
    }

    private void tell(@Nullable CompletableFuture<T> dependents) {
        if (dependents != null) {
            callbacks.execute(() -> completeStage(dependents));
        }
    }

    private void completeStage(CompletableFuture<T> dependents) {
        Throwable why;
        synchronized (this) {
            why = failure;
        }
        if (why != null) {
            dependents.completeExceptionally(why);
        } else {
            result.thenAccept(dependents::complete);
        }
    }
}
