package dev.cleave.core.search;

import dev.cleave.api.Objective;

/**
 * How bad a solution is, as a number that everybody compares the same way: less is better, whatever the objective.
 *
 * <p>To maximize, a value's bits are inverted, which turns the order of all longs round and loses none of them.
 */
public final class Cost {

    /** No solution: everything else is better. */
    public static final long NONE = Long.MAX_VALUE;

    /** Nothing can be better: with such a solution a job is over. */
    public static final long ENOUGH = Long.MIN_VALUE;

    private Cost() {}

    /** The cost of a value. */
    public static long of(Objective objective, long value) {
        return objective == Objective.MAXIMIZE ? ~value : value;
    }

    /** The value of a cost. */
    public static long value(Objective objective, long cost) {
        return of(objective, cost);
    }
}
