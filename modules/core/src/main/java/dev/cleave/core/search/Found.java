package dev.cleave.core.search;

import dev.cleave.api.Objective;
import dev.cleave.core.lease.Payload;

/**
 * A solution that somebody has found.
 *
 * @param cost how bad it is, see {@link Cost}; less than {@link Cost#NONE}
 * @param objective what its value is for
 * @param solution itself: a result of the job
 * @param text the result for people; empty if it is not known
 */
public record Found(long cost, Objective objective, Payload solution, String text) {

    public Found {
        if (cost == Cost.NONE) {
            throw new IllegalArgumentException("cost: " + cost + " (expected: less, as this stands for no solution)");
        }
    }

    /** Whether the job is over with it. */
    public boolean isEnough() {
        return cost == Cost.ENOUGH;
    }

    /** Its value, for people; empty if it is enough, since then there is nothing to compare. */
    public String valueText() {
        return isEnough() ? "" : Long.toString(Cost.value(objective, cost));
    }
}
