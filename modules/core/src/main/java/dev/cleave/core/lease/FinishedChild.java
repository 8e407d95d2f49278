package dev.cleave.core.lease;

import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;

/**
 * A finished subproblem under a lease that is still running, as a checkpoint reports it.
 *
 * @param path the way from the lease's subproblem to this one; never empty
 * @param weight its share of the job's weight
 * @param result its result
 * @param measured what it took
 * @param problemDigest a 64-bit digest of the encoded subproblem; 0 if unknown
 */
public record FinishedChild(Path path, long weight, Payload result, Measured measured, long problemDigest) {}
