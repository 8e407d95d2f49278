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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * The timers of an actor system: on time to the millisecond, and asleep until the next is due.
 *
 * <p>Akka's own turns a wheel, ten times a second or more, timers or no timers; and rounds up what it is given to the next
 * turn, which adds up where a process starts. What repeats every second or more goes off together with others of the kind, up
 * to half a second before or after its time, so that an idle process wakes up once for all of them. Safe for use by
 * many threads.
 */
public final class ActorClock extends AbstractScheduler implements Closeable {

    private static final double TURNS_A_SECOND = 1000;

    private static final long LONG_NANOS = 1_000_000_000L;
    private static final long TOGETHER_NANOS = 1_000_000_000L;

    private final long origin = System.nanoTime();
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
    public Cancellable scheduleWithFixedDelay(
            FiniteDuration first, FiniteDuration delay, Runnable action, ExecutionContext context) {
        Repeated repeated = new Repeated(delay.toNanos(), action, context);
        try {
            repeated.set(first.toNanos());
        } catch (RejectedExecutionException closed) {
            throw tooLate(closed);
        }
        return repeated;
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

    /** How long to wait so that timers that repeat slowly meet. */
    static long together(long delay, long sinceOrigin) {
        if (delay < LONG_NANOS) {
            return delay;
        }
        long nearest = (sinceOrigin + delay + TOGETHER_NANOS / 2) / TOGETHER_NANOS * TOGETHER_NANOS;
        return nearest - sinceOrigin;
    }

    /** An action that is done again and again; not while it is still being done, nor after it has failed. */
    private final class Repeated implements Cancellable, Runnable {
        private final long delay;
        private final Runnable action;
        private final ExecutionContext context;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicBoolean underWay = new AtomicBoolean();
        private volatile @Nullable Future<?> timer;

        Repeated(long delay, Runnable action, ExecutionContext context) {
            this.delay = delay;
            this.action = action;
            this.context = context;
        }

        void set(long nanos) {
            timer = timers.schedule(this::due, nanos, TimeUnit.NANOSECONDS);
            if (cancelled.get()) {
                cancelTimer();
            }
        }

        /** Sets the next time right here, on the thread of the timers, which else would be woken up for it. */
        private void due() {
            if (cancelled.get()) {
                return;
            }
            set(together(delay, System.nanoTime() - origin));
            if (underWay.compareAndSet(false, true)) {
                hand(this, context);
            }
        }

        @Override
        public void run() {
            boolean done = false;
            try {
                if (!cancelled.get()) {
                    action.run();
                }
                done = true;
            } finally {
                underWay.set(false);
                if (!done) {
                    cancel();
                }
            }
        }

        @Override
        public boolean cancel() {
            boolean first = cancelled.compareAndSet(false, true);
            cancelTimer();
            return first;
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }

        private void cancelTimer() {
            Future<?> set = timer;
            if (set != null) {
                set.cancel(false);
            }
        }
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
