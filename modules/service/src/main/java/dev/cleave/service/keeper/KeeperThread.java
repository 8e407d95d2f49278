package dev.cleave.service.keeper;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread on which a keeper decides, with an alarm for what is due. */
public final class KeeperThread implements AutoCloseable {

    private static final long CLOSE_SECONDS = 5;
    private static final long AFTER_FAULT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> failed;
    private final LongSupplier dueAt;
    private final Runnable tick;
    private @Nullable ScheduledFuture<?> alarm;
    private long alarmAt = Long.MAX_VALUE;

    /**
     * A thread with nothing to do.
     *
     * @param failed told when something could not be done
     * @param dueAt when there is something to do at the latest, by {@link System#nanoTime}
     * @param tick does that
     */
    KeeperThread(Consumer<Throwable> failed, LongSupplier dueAt, Runnable tick) {
        this("cleave-keeper", failed, dueAt, tick);
    }

    /**
     * A thread with nothing to do.
     *
     * @param name its name
     * @param failed told when something could not be done
     * @param dueAt when there is something to do at the latest, by {@link System#nanoTime}
     * @param tick does that
     */
    public KeeperThread(String name, Consumer<Throwable> failed, LongSupplier dueAt, Runnable tick) {
        this.failed = failed;
        this.dueAt = dueAt;
        this.tick = tick;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Does something later on the thread; nothing if it is closed. */
    public void act(Runnable action) {
        try {
            executor.execute(() -> {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    failed.accept(e);
                }
                setAlarm();
            });
        } catch (RejectedExecutionException closed) {
            // Nothing is decided any more.
        }
    }

    /** Does something on the thread after some time; nothing if it is closed by then. */
    public void later(long nanos, Runnable action) {
        try {
            var unused = executor.schedule(() -> act(action), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // Nothing is decided any more.
        }
    }

    /** The answer of something done on the thread. */
    public <T> CompletionStage<T> call(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(question.get());
                } catch (RuntimeException | Error e) {
                    if (!(e instanceof Refused)) {
                        failed.accept(e);
                    }
                    answer.completeExceptionally(e);
                }
                setAlarm();
            });
        } catch (RejectedExecutionException closed) {
            answer.completeExceptionally(closed);
        }
        return answer;
    }

    private void setAlarm() {
        long due = dueAt.getAsLong();
        if (due == alarmAt && alarm != null || executor.isShutdown()) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        alarmAt = due;
        if (due != Long.MAX_VALUE) {
            try {
                alarm = executor.schedule(this::ring, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                alarm = null;
            }
        }
    }

    private void ring() {
        alarm = null;
        try {
            tick.run();
            setAlarm();
        } catch (RuntimeException e) {
            failed.accept(e);
            later(AFTER_FAULT_NANOS, this::setAlarm); // What was due may be so still.
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
