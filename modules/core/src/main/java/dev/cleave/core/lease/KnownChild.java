package dev.cleave.core.lease;

import dev.cleave.core.path.Path;

/**
 * A subproblem under a lease that its holder must not solve, because its result is known or is being worked out under
 * a lease of its own. The result is delivered separately.
 *
 * @param path the way from the lease's subproblem to this one; never empty, and never a prefix of another known child's
 * @param weight its share of the job's weight
 * @param problemDigest a 64-bit digest of the encoded subproblem, by which a changed divide is noticed; 0 if unknown
 */
public record KnownChild(Path path, long weight, long problemDigest) {}
