package dev.cleave.core.lease;

import dev.cleave.core.path.Path;

/**
 * A subproblem that a runner gave away before starting it.
 *
 * @param parent the lease it came from
 * @param path the way from the lease's subproblem to this one; never empty
 * @param weight its share of the job's weight
 * @param problem the subproblem
 * @param problemDigest a 64-bit digest of the encoded subproblem
 */
public record ShedChild(LeaseId parent, Path path, long weight, Payload problem, long problemDigest) {}
