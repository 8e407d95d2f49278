package dev.cleave.core.share;

/**
 * The times by which a node moves lanes. In nanoseconds.
 *
 * @param sliceNanos how long a lane stays with a job that takes turns with others
 * @param restNanos how long after lanes were taken from a job that uses them none are taken again
 */
public record ShareSettings(long sliceNanos, long restNanos) {

    private static final long MILLI = 1_000_000L;

    public ShareSettings {
        if (restNanos < 0 || sliceNanos <= restNanos) {
            throw new IllegalArgumentException("times: slice " + sliceNanos + ", rest " + restNanos
                    + " ns (expected: the slice longer than the rest)");
        }
    }

    /** Slices of 250 ms, rests of 50 ms: moving a lane takes well under one. */
    public static ShareSettings defaults() {
        return new ShareSettings(250 * MILLI, 50 * MILLI);
    }
}
