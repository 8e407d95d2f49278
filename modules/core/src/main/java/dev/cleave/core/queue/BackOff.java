package dev.cleave.core.queue;

import dev.cleave.core.job.JobId;

/**
 * How long somebody waits before trying again: twice as long each time, up to a bound, less a part that follows from the job's
 * id, so that jobs that failed together do not come back together and yet every run decides the same.
 */
final class BackOff {

    private static final int MOST_DOUBLINGS = 40;

    private BackOff() {}

    /**
     * The time to wait.
     *
     * @param attempt how often it has failed, from 1
     * @param first the bound of the first wait
     * @param most the bound of every wait
     * @return from half the bound to the bound, in nanoseconds
     */
    static long nanos(JobId job, int attempt, long first, long most) {
        double bound = Math.min(most, first * StrictMath.pow(2, Math.min(attempt - 1, MOST_DOUBLINGS)));
        return (long) (bound * (0.5 + 0.5 * fraction(job, attempt)));
    }

    /** A number from 0 to below 1 that looks random, the same for the same job and number. */
    static double fraction(JobId job, int number) {
        long z = job.value().hashCode() * 0x9E3779B97F4A7C15L + number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
