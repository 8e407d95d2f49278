package dev.cleave.cluster.clock;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A clock that calls back when asked to, and costs nothing while nobody has.
 *
 * <p>Akka's own scheduler wakes up as often as its finest timer may need, jobs or no jobs; it ticks coarsely here, and
 * what needs milliseconds comes from this clock. Safe for use by many threads.
 */
public final class Ticker {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Ticker() {}

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
