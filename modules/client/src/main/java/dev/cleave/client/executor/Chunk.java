package dev.cleave.client.executor;

import org.jspecify.annotations.Nullable;

/** Tasks that run one after the other on one thread, and what became of them. Safe for use by many threads. */
final class Chunk {

    /** Who waits for it. */
    interface Receiver {

        /** Somebody has begun with it. */
        void begun();

        /** It has ended: what came of each task, at the same index, and how long they ran. Not told to those who cancelled it. */
        void ended(@Nullable Object[] values, @Nullable Throwable @Nullable [] thrown, long nanos);

        /** Nobody will work on it, since the executor was stopped; a cancelled one may hear of it again. */
        void stopped(@Nullable Throwable why);
    }

    final Kind kind;
    final int size;
    final Receiver receiver;

    /** Encoded tasks; or, where nothing is copied, the {@link Work}. */
    final Object payload;

    /** What is done when it has left the executor, once. */
    private final java.util.function.Consumer<Chunk> leaving;

    private TaskState state = TaskState.PENDING;
    private boolean left;
    private @Nullable Thread thread;

    Chunk(Kind kind, int size, Object payload, Receiver receiver, java.util.function.Consumer<Chunk> leaving) {
        this.kind = kind;
        this.size = size;
        this.payload = payload;
        this.receiver = receiver;
        this.leaving = leaving;
    }

    /**
     * Begins with it.
     *
     * @param on the thread to interrupt when it is cancelled; null if it runs elsewhere
     * @return false if nobody wants it any more
     */
    boolean begin(@Nullable Thread on) {
        synchronized (this) {
            if (state != TaskState.PENDING) {
                return false;
            }
            state = TaskState.RUNNING;
            thread = on;
        }
        receiver.begun();
        return true;
    }

    /** Ends it. Called once by whoever has begun. The thread is not interrupted any more after this. */
    void end(@Nullable Object[] values, @Nullable Throwable @Nullable [] thrown, long nanos) {
        boolean wanted;
        synchronized (this) {
            thread = null;
            wanted = state != TaskState.CANCELLED;
            state = wanted ? TaskState.DONE : state;
        }
        if (wanted) {
            receiver.ended(values, thrown, nanos);
        }
        leave();
    }

    /**
     * Has it not be wanted any more.
     *
     * @param interrupt whether to interrupt its thread
     * @return whether it was running or waiting until now
     */
    boolean cancel(boolean interrupt) {
        boolean waited;
        synchronized (this) {
            if (state == TaskState.DONE || state == TaskState.CANCELLED) {
                return false;
            }
            waited = state == TaskState.PENDING;
            state = TaskState.CANCELLED;
            if (interrupt && thread != null) {
                thread.interrupt();
            }
        }
        if (waited) {
            leave();
        }
        return true;
    }

    synchronized boolean isPending() {
        return state == TaskState.PENDING;
    }

    synchronized boolean isCancelled() {
        return state == TaskState.CANCELLED;
    }

    private void leave() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        leaving.accept(this);
    }
}
