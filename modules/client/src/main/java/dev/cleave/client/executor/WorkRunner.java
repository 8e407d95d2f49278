package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs chunks of tasks on the calling thread. Safe for use by many threads. */
final class WorkRunner implements AutoCloseable {

    private final String executor;
    private final @Nullable Duration limit;
    private final @Nullable ScheduledThreadPoolExecutor alarms;

    /**
     * For the tasks of one executor.
     *
     * @param limit how long each task may take; null for ever
     */
    WorkRunner(String executor, @Nullable Duration limit) {
        this.executor = executor;
        this.limit = limit;
        this.alarms = limit == null
                ? null
                : new ScheduledThreadPoolExecutor(1, work -> {
                    Thread thread = new Thread(work, "cleave-task-alarm");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** What came of the tasks of a chunk, at the same index either a value or what was thrown; and how long they ran. */
    record Results(@Nullable Object[] values, @Nullable Throwable @Nullable [] thrown, long nanos) {

        /** The same failure of every task. */
        static Results failed(int size, Throwable why) {
            Throwable[] thrown = new Throwable[size];
            Arrays.fill(thrown, why);
            return new Results(new Object[size], thrown, 0);
        }
    }

    /** Runs the tasks one after the other, until nobody wants them any more. */
    Results run(Work work, BooleanSupplier unwanted) {
        @Nullable Object[] items = work.items();
        @Nullable Object[] values = new Object[items.length];
        @Nullable Throwable[] thrown = null;
        long began = System.nanoTime();
        WorkerMemory.enter(executor);
        try {
            for (int i = 0; i < items.length; i++) {
                Throwable failure = null;
                if (unwanted.getAsBoolean()) {
                    failure = new InterruptedException("nobody wants the result");
                } else {
                    Alarm alarm = limit == null ? null : Alarm.after(limit, alarms);
                    try {
                        values[i] = call(work.each(), items[i]);
                    } catch (Throwable any) {
                        failure = any;
                    }
                    if (alarm != null && alarm.wasTooLate()) {
                        failure = overdue(failure);
                    }
                }
                if (failure != null) {
                    thrown = thrown == null ? new Throwable[items.length] : thrown;
                    thrown[i] = failure;
                }
            }
        } finally {
            WorkerMemory.leave();
        }
        return new Results(values, thrown, System.nanoTime() - began);
    }

    private Throwable overdue(@Nullable Throwable interrupted) {
        TimeoutException overdue =
                new TimeoutException("task: longer than " + limit + " (expected: at most that long)");
        if (interrupted != null) {
            overdue.initCause(interrupted);
        }
        return overdue;
    }

    @SuppressWarnings("NullAway") // Inputs and results may be null.
    private static @Nullable Object call(@Nullable Mapping<Object, Object> each, @Nullable Object item)
            throws Exception {
        if (each != null) {
            return each.apply(item);
        }
        if (item instanceof Callable<?> task) {
            return task.call();
        }
        if (item instanceof Runnable action) {
            action.run();
            return null;
        }
        throw CleaveException.invalid("task", String.valueOf(item), "a Callable or a Runnable");
    }

    /** Interrupts a thread when a task has taken too long. */
    private static final class Alarm implements Runnable {

        private @Nullable Thread thread = Thread.currentThread();
        private boolean rung;
        private @Nullable ScheduledFuture<?> future;

        static Alarm after(Duration limit, @Nullable ScheduledThreadPoolExecutor alarms) {
            Alarm alarm = new Alarm();
            if (alarms != null) {
                alarm.future = alarms.schedule(alarm, limit.toNanos(), TimeUnit.NANOSECONDS);
            }
            return alarm;
        }

        @Override
        public synchronized void run() {
            if (thread != null) {
                rung = true;
                thread.interrupt();
            }
        }

        /** The task has returned; whether that was too late. */
        boolean wasTooLate() {
            boolean late;
            synchronized (this) {
                thread = null;
                late = rung;
            }
            if (future != null) {
                future.cancel(false);
            }
            if (late) {
                Thread.interrupted();
            }
            return late;
        }
    }

    @Override
    public void close() {
        if (alarms != null) {
            alarms.shutdownNow();
        }
    }
}
