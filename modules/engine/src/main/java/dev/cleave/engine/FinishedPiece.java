package dev.cleave.engine;

import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A finished subproblem under a lease that is still running.
 *
 * @param path the way from the lease's subproblem to this one; never empty
 * @param weight its share of the job's weight
 * @param problem the subproblem
 * @param result its result, possibly null
 * @param measured what it took
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public record FinishedPiece<P, R>(
        Path path, long weight, P problem, @Nullable R result, Measured measured) {}
