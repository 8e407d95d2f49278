package dev.cleave.core.lease;

import dev.cleave.core.path.Path;

/**
 * A subproblem that a runner gave away before starting it, or that the client of a session has brought.
 *
 * @param parent the lease it came from
 * @param path the way from the lease's subproblem to this one; never empty
 * @param weight its share of the job's weight
 * @param problem the subproblem
 * @param problemDigest a 64-bit digest of the encoded subproblem
 * @param beside whether it waits more than it computes, and runs beside the lanes
 */
public record ShedChild(LeaseId parent, Path path, long weight, Payload problem, long problemDigest, boolean beside) {

    /** One that computes. */
    public ShedChild(LeaseId parent, Path path, long weight, Payload problem, long problemDigest) {
        this(parent, path, weight, problem, problemDigest, false);
    }
}
