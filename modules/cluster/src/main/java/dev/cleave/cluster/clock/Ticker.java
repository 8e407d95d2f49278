package dev.cleave.cluster.clock;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A clock that calls back every so often, and costs nothing while nobody listens.
 *
 * <p>Akka's own scheduler wakes up as often as its finest timer may need, jobs or no jobs; it ticks coarsely here, and
 * what needs milliseconds comes from this clock. Safe for use by many threads.
 */
public final class Ticker {

    /** Something that goes on until it is stopped. */
    @FunctionalInterface
    public interface Ticking {
        /** Ends it. */
        void stop();
    }

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Ticker() {}

    /** Runs an action again and again until it is told to stop. The action must return at once. */
    public static Ticking every(long nanos, Runnable action) {
        var task = CLOCK.scheduleWithFixedDelay(action, nanos, nanos, TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    /** Runs an action once, after some time. */
    public static void after(long nanos, Runnable action) {
        CLOCK.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "cleave-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(5, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }
}
