package dev.cleave.core.coordination;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.path.Path;

/**
 * Which leases may be to blame for the deaths of runners.
 *
 * <p>Only what was running is suspect. A suspect is retried alone in a runner; if it dies there once more without having
 * brought anything to an end that is known now, it is traced, and the third death of that kind is the end of the job.
 * A death in company proves nothing against anyone in particular, so it makes suspects but counts no further.
 */
final class Suspects {

    /** How many deaths without progress in between make a subproblem poison. */
    static final int MOST_DEATHS = 3;

    private Suspects() {}

    static Lease.Care careFor(LeaseRecord lease) {
        return switch (lease.deaths) {
            case 0 -> Lease.Care.NORMAL;
            case 1 -> Lease.Care.ALONE;
            default -> Lease.Care.TRACED;
        };
    }

    /**
     * Notes that a lease was running in a runner that died.
     *
     * @param alone whether no other lease was running there
     */
    static void died(LeaseRecord lease, boolean alone) {
        if (lease.deaths == 0 || lease.progressed > lease.progressedAtGrant) {
            lease.deaths = 1;
        } else if (alone && lease.isCareful()) {
            lease.deaths++;
        }
    }

    /** What a job fails with when a lease has died too often. */
    static JobFailure poison(LeaseRecord lease, String cause, Path tracedPath) {
        return JobFailure.of(
                Code.POISON,
                lease.absolutePath().then(tracedPath).toString(),
                "its runner died " + lease.deaths + " times, at last alone: " + cause);
    }
}
