package dev.cleave.core.queue;

/**
 * What an owner is entitled to, and limited to.
 *
 * @param weight the owner's part in the cluster compared with that of others, above 0; 1 is usual
 * @param mostRunning how many of the owner's jobs run at one time, at least 0
 * @param mostWaiting how many of the owner's jobs wait at one time, at least 0
 * @param mostCores how many lanes the owner's running jobs have together at one time, at least 1
 */
public record OwnerTerms(double weight, int mostRunning, int mostWaiting, int mostCores) {

    /** Weight 1 and no limits. */
    public static final OwnerTerms USUAL = new OwnerTerms(1, JobRequest.ANY, JobRequest.ANY, JobRequest.ANY);

    public OwnerTerms {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: above 0)");
        }
        if (mostRunning < 0 || mostWaiting < 0 || mostCores < 1) {
            throw new IllegalArgumentException("limits: " + mostRunning + " running, " + mostWaiting + " waiting, "
                    + mostCores + " cores (expected: 0, 0 and 1, or more)");
        }
    }

    /** The same with another weight. */
    public OwnerTerms withWeight(double other) {
        return new OwnerTerms(other, mostRunning, mostWaiting, mostCores);
    }
}
