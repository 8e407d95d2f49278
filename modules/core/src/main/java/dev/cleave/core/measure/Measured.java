package dev.cleave.core.measure;

/**
 * What it took to solve a subproblem, everything underneath included, each part counted once.
 *
 * @param workNanos the sum of all execution times, T1
 * @param spanNanos the longest chain of dependent execution times, T∞; an upper bound where stretches ran as plain
 *     recursion, since those count as one serial time
 * @param subproblems how many problems were looked at; one call of a sequential solver counts as one
 */
public record Measured(long workNanos, long spanNanos, long subproblems) {

    /** Nothing at all. */
    public static final Measured NOTHING = new Measured(0, 0, 0);
}
