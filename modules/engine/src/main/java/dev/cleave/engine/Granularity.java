package dev.cleave.engine;

/**
 * Whether steps are so short that whole stretches may run as plain recursion.
 *
 * <p>Unknown at first, which is treated as long: every step is then a frame, published before user code is entered, so
 * that siblings stay claimable whatever happens. After a window of steps without a long one, stretches take over. They
 * end when one turns out to consist of long steps, or when a lane inside one does not answer; each time the window that
 * must be passed again doubles. Shared by the lanes; races only cost a step or two.
 */
final class Granularity {

    private static final int FIRST_WINDOW = 64;
    private static final int LARGEST_WINDOW = 1 << 14;
    private static final long MEAN_NANOS = 20_000;
    private static final long LONG_NANOS = 100_000;

    private volatile boolean fine;
    private volatile int window = FIRST_WINDOW;
    private int seen;
    private long sum;

    boolean isFine() {
        return fine;
    }

    /** A step that ran as a frame of its own took so long. */
    void step(long nanos) {
        if (nanos > LONG_NANOS) {
            seen = 0;
            sum = 0;
            return;
        }
        seen++;
        sum += nanos;
        if (seen >= window) {
            if (sum < MEAN_NANOS * seen) {
                fine = true;
            }
            seen = 0;
            sum = 0;
        }
    }

    /** A stretch of so many steps took so long. */
    void stretch(long nanos, long steps) {
        if (nanos > LONG_NANOS && nanos > MEAN_NANOS * (steps + 1)) {
            relapse();
        }
    }

    /** Steps turned out to be long after all. */
    void relapse() {
        if (fine) {
            fine = false;
            window = Math.min(window * 2, LARGEST_WINDOW);
            seen = 0;
            sum = 0;
        }
    }
}
