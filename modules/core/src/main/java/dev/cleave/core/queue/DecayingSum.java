package dev.cleave.core.queue;

/**
 * A sum of which everything counts half as much after each half-life.
 *
 * <p>So the past is forgotten without being kept. Fair-share schedulers measure usage like this: J. Kay and P. Lauder, A
 * Fair Share Scheduler, Communications of the ACM 31 (1), 1988; HTCondor's real user priority; Slurm's decay half-life.
 */
final class DecayingSum {

    private static final double LN_2 = 0.6931471805599453;

    private final long halfLifeNanos;
    private double sum;
    private long at = Long.MIN_VALUE;

    DecayingSum(long halfLifeNanos) {
        this.halfLifeNanos = halfLifeNanos;
    }

    void add(double amount, long now) {
        sum = value(now) + amount;
        at = now;
    }

    /** What is left of it. */
    double value(long now) {
        return sum == 0 || now <= at ? sum : sum * StrictMath.pow(0.5, (double) (now - at) / halfLifeNanos);
    }

    /** How much is added per nanosecond, if the past is any guide. */
    double rate(long now) {
        return value(now) * LN_2 / halfLifeNanos;
    }
}
