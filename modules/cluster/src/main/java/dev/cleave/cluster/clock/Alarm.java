package dev.cleave.cluster.clock;

/**
 * Wakes somebody when something is due, and at least every so often.
 *
 * <p>What is due sooner than what was set before is set anew; what is due later is not, and the alarm goes off too early,
 * which costs less than to set it with every event. For one thread, that of {@link #set}.
 */
public final class Alarm {

    private static final long SOONEST_NANOS = 200_000;

    private final long atLeastEvery;
    private final Runnable wake;
    private long setFor = Long.MAX_VALUE;
    private volatile boolean stopped;

    /**
     * An alarm that is not set.
     *
     * @param atLeastEvery after how many nanoseconds it goes off at the latest once it is set
     * @param wake called by the clock's thread; must return at once, and have {@link #rang} called in the thread of this alarm
     */
    public Alarm(long atLeastEvery, Runnable wake) {
        this.atLeastEvery = atLeastEvery;
        this.wake = wake;
    }

    /** Sees to it that the alarm has gone off by then. */
    public void set(long due, long now) {
        long at = Math.max(now + SOONEST_NANOS, Math.min(due, now + atLeastEvery));
        if (at < setFor && !stopped) {
            setFor = at;
            Ticker.after(at - now, () -> {
                if (!stopped) {
                    wake.run();
                }
            });
        }
    }

    /** It has gone off, and is not set any more. */
    public void rang() {
        setFor = Long.MAX_VALUE;
    }

    /** Does not go off any more. */
    public void stop() {
        stopped = true;
    }
}
