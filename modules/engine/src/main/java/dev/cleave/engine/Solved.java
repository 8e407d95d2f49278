package dev.cleave.engine;

import dev.cleave.core.measure.Measured;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a whole problem, and what it took.
 *
 * @param result the result, possibly null
 * @param measured work, span and how many subproblems
 * @param elapsedNanos from start to end
 * @param captures how often a lane's stack was unwound into frames
 * @param <R> the type of a result
 */
public record Solved<R>(@Nullable R result, Measured measured, long elapsedNanos, long captures) {}
