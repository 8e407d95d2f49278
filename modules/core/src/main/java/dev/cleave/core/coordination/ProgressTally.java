package dev.cleave.core.coordination;

import dev.cleave.core.measure.Weight;

/**
 * Adds up the finished weight of a job.
 *
 * <p>A lease counts with its whole weight once it is done; until then with what its holder or its checkpoints say is
 * finished of its own, while its children count for themselves. A loss takes weight away again; what is shown never falls.
 */
final class ProgressTally {

    /** What is shown at most before the end: rounding must not show a job as finished that is not. */
    private static final double ALMOST_ONE = 1.0 - 1e-6;

    private long finished;
    private double shown;
    private boolean complete;

    /** Counts what a running lease says it has finished of its own. */
    void count(LeaseRecord lease, long finishedWeight) {
        long own = Math.max(0, Math.min(finishedWeight, lease.weight));
        finished += own - lease.counted;
        lease.counted = own;
    }

    /** Counts a lease, or what was left of it, as done. */
    void countDone(LeaseRecord lease) {
        count(lease, lease.weight);
    }

    /** Takes away what an entry that is dropped had counted. */
    void drop(LeaseRecord lease) {
        finished -= lease.counted;
        lease.counted = 0;
    }

    void complete() {
        complete = true;
    }

    /** 0 to 1; never falls; 1 once complete. */
    double fraction() {
        if (complete) {
            return 1.0;
        }
        double now = Math.max(0.0, Math.min(ALMOST_ONE, finished / (double) Weight.WHOLE));
        shown = Math.max(shown, now);
        return shown;
    }
}
