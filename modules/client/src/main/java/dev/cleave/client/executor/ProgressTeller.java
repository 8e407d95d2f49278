package dev.cleave.client.executor;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells how far an executor's tasks are, every now and then. */
final class ProgressTeller implements AutoCloseable {

    private final Tally tally;
    private final Consumer<TaskProgress> listener;
    private final Executor callbacks;
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, WorkerThreads.platform("cleave-progress"));
    private TaskProgress told = new TaskProgress(0, 0, 0, 0);

    ProgressTeller(Tally tally, Consumer<TaskProgress> listener, Executor callbacks) {
        this.tally = tally;
        this.listener = listener;
        this.callbacks = callbacks;
        clock.scheduleWithFixedDelay(this::tick, 100, 100, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        callbacks.execute(this::tell);
    }

    private synchronized void tell() {
        TaskProgress now = tally.progress();
        if (!now.equals(told)) {
            told = now;
            listener.accept(now);
        }
    }

    /** Tells the last change. */
    @Override
    public void close() {
        clock.shutdownNow();
        tick();
    }
}
