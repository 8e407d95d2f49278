package dev.cleave.core.pipeline;

import java.time.Duration;

/**
 * How often a task is tried, and when.
 *
 * @param attempts how often in all, 1 to {@value #MOST_ATTEMPTS}
 * @param backOff how long to wait before the second attempt; twice as long before each further one, at most a day
 */
public record Retry(int attempts, Duration backOff) {

    /** How often a task may be tried. */
    public static final int MOST_ATTEMPTS = 100;

    /** Once and not again. */
    public static final Retry NEVER = new Retry(1, Duration.ZERO);

    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

    public Retry {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts: " + attempts + " (expected: 1 to " + MOST_ATTEMPTS + ")");
        }
        if (backOff.isNegative() || backOff.compareTo(Duration.ofMillis(LONGEST_MILLIS)) > 0) {
            throw new IllegalArgumentException("back-off: " + backOff + " (expected: 0 to one day)");
        }
    }

    /** How long to wait in milliseconds after so many attempts have failed, from 1. */
    public long millisAfter(int failed) {
        double millis = backOff.toMillis() * StrictMath.pow(2, failed - 1);
        return (long) Math.min(LONGEST_MILLIS, millis);
    }
}
