package dev.cleave.engine;

/**
 * Whether steps are so short that whole stretches may run as plain recursion.
 *
 * <p>Unknown at first, which is treated as long: every step is then a frame, published before user code is entered, so
 * that siblings stay claimable whatever happens. After a window of steps without a long one, stretches take over. They
 * end when one turns out to consist of long steps, or when a lane inside one does not answer; each time the window that
 * must be passed again doubles. Shared by the lanes; races only cost a step or two.
 *
 * <p>A lane that was off its core for a while looks as if its steps were long. So the first stretch that looks so makes
 * the wall clock doubtful, and the next ones are judged by the thread's processor time.
 */
final class Granularity {

    private static final int FIRST_WINDOW = 64;
    private static final int LARGEST_WINDOW = 1 << 14;
    private static final long MEAN_NANOS = 20_000;
    private static final long LONG_NANOS = 100_000;
    private static final int LEAST_STEPS = 64;

    /** For how many stretches the wall clock stays doubtful. */
    private static final int DOUBT = 256;

    private volatile boolean fine;
    private int doubt;
    private volatile double stepNanos = 1_000;
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
        stepNanos += (nanos - stepNanos) / 64;
        if (seen >= window) {
            if (sum < MEAN_NANOS * seen) {
                fine = true;
            }
            seen = 0;
            sum = 0;
        }
    }

    /** The processor time so far, if stretches are to be judged by it. To be taken before a stretch. */
    long stamp() {
        return doubt > 0 ? ProcessorTime.ofThisThread() : ProcessorTime.UNKNOWN;
    }

    /**
     * A stretch of so many steps took so long.
     *
     * @param executedNanos its processor time, or {@link ProcessorTime#UNKNOWN}
     */
    void stretch(long nanos, long steps, long executedNanos) {
        if (steps >= LEAST_STEPS) {
            stepNanos += ((double) nanos / steps - stepNanos) / 8;
        }
        if (!isLong(nanos, steps)) {
            doubt -= doubt > 0 ? 1 : 0;
        } else if (executedNanos == ProcessorTime.UNKNOWN) {
            doubt = DOUBT;
        } else if (isLong(executedNanos, steps)) {
            relapse();
        }
    }

    private static boolean isLong(long nanos, long steps) {
        return nanos > LONG_NANOS && nanos > MEAN_NANOS * (steps + 1);
    }

    /** How many steps a stretch makes in so long a time, roughly. */
    long stepsIn(long nanos) {
        return (long) (nanos / Math.max(1, stepNanos));
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
