package dev.cleave.cluster.clock;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.actor.Scheduler;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * The timers of an actor system: on time to the millisecond, and asleep until the next is due.
 *
 * <p>Akka's own turns a wheel, ten times a second or more, timers or no timers; and rounds up what it is given to the next
 * turn, which adds up where a process starts. Safe for use by many threads.
 */
public final class ActorClock extends AbstractScheduler implements Closeable {

    private static final double TURNS_A_SECOND = 1000;

    private final ScheduledThreadPoolExecutor timers;
    /** What has to run even if the system ends before its time. */
    private final Set<LastRun> lastRuns = ConcurrentHashMap.newKeySet();

    /** Made by Akka, by name. */
    public ActorClock(Config config, LoggingAdapter log, ThreadFactory threads) {
        timers = new ScheduledThreadPoolExecutor(1, threads);
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    @SuppressWarnings("deprecation") // to call it is; what replaces it is made of it
    public Cancellable schedule(
            FiniteDuration first, FiniteDuration interval, Runnable action, ExecutionContext context) {
        try {
            return cancelling(timers.scheduleAtFixedRate(
                    () -> hand(action, context), first.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            throw tooLate(closed);
        }
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable action, ExecutionContext context) {
        try {
            if (action instanceof Scheduler.TaskRunOnClose) {
                return runOnceOrAtTheEnd(delay, action, context);
            }
            return cancelling(timers.schedule(() -> hand(action, context), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            throw tooLate(closed);
        }
    }

    @Override
    public double maxFrequency() {
        return TURNS_A_SECOND;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        for (LastRun last : lastRuns) {
            if (lastRuns.remove(last)) {
                last.action().run();
            }
        }
    }

    private Cancellable runOnceOrAtTheEnd(FiniteDuration delay, Runnable action, ExecutionContext context) {
        LastRun last = new LastRun(action);
        lastRuns.add(last);
        Future<?> timer = timers.schedule(
                () -> {
                    if (lastRuns.remove(last)) {
                        hand(action, context);
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
        return new Timer(
                () -> {
                    timer.cancel(false);
                    return lastRuns.remove(last);
                },
                timer::isCancelled);
    }

    private static void hand(Runnable action, ExecutionContext context) {
        try {
            context.execute(action);
        } catch (RuntimeException refused) {
            context.reportFailure(refused);
        }
    }

    private static Cancellable cancelling(Future<?> timer) {
        return new Timer(() -> timer.cancel(false), timer::isCancelled);
    }

    private static IllegalStateException tooLate(RejectedExecutionException closed) {
        return new IllegalStateException("a timer was set after the actor system had ended", closed);
    }

    /** An action by its identity: the same may be set twice. */
    private static final class LastRun {
        private final Runnable action;

        LastRun(Runnable action) {
            this.action = action;
        }

        Runnable action() {
            return action;
        }
    }

    private record Timer(BooleanSupplier canceller, BooleanSupplier cancelled) implements Cancellable {
        @Override
        public boolean cancel() {
            return canceller.getAsBoolean();
        }

        @Override
        public boolean isCancelled() {
            return cancelled.getAsBoolean();
        }
    }
}
