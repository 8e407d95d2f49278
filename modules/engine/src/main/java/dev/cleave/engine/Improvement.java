package dev.cleave.engine;

import dev.cleave.api.Objective;
import dev.cleave.core.search.Cost;
import org.jspecify.annotations.Nullable;

/**
 * The best solution found in a run so far.
 *
 * @param cost how bad it is, see {@link Cost}
 * @param objective what the program looks for
 * @param solution itself
 * @param <R> the type of a result
 */
public record Improvement<R>(
        long cost, Objective objective, @Nullable R solution) {

    /** Its value, for people; empty if nothing can be better, since then there is nothing to compare. */
    public String valueText() {
        return cost == Cost.ENOUGH ? "" : Long.toString(Cost.value(objective, cost));
    }
}
