package dev.cleave.api;

import java.util.List;

/**
 * A program that looks for the best solution and leaves out what cannot hold a better one than the best known.
 *
 * <p>Every result of {@link #solve} is a solution of the whole job, or {@link #none()}. The best one that any lane of any
 * node has found, the <em>incumbent</em>, is known on all of them within milliseconds. Before a subproblem is looked at, its
 * {@link #bound} is compared with the incumbent's value; if nothing under it can be better, its result is {@link #none()} and
 * nothing of it is divided or solved. The result of the job is the incumbent when all is done.
 *
 * <p>Its value is the same on any number of cores and whatever fails meanwhile. Which of several solutions of that value it is,
 * and how many subproblems are looked at, depends on the schedule. {@link #divide}, {@link #bound} and {@link #value} are
 * pure like all methods of a program: they must not depend on the incumbent, which Cleave compares by itself.
 *
 * <pre>{@code
 * record Trip(Distances between) implements BranchAndBound<Partial, Tour> {
 *   public Objective objective() { return Objective.MINIMIZE; }
 *   public long bound(Partial tour) { return tour.length() + between.leastToFinish(tour); }
 *   public long value(Tour tour) { return tour.length(); }
 *   public Tour none() { return Tour.NONE; }   // whose length is Long.MAX_VALUE
 *   public boolean isBaseCase(Partial tour) { return tour.isComplete(); }
 *   public Tour solve(Partial tour) { return tour.closed(); }
 *   public List<Partial> divide(Partial tour) { return tour.extended(); }
 * }
 * }</pre>
 *
 * <p>Put promising subproblems first in {@link #divide}: an early good solution saves most. If the bound is dear, compute it in
 * {@code divide} and keep it in the subproblem.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public interface BranchAndBound<P, R> extends DivideAndConquer<P, R> {

    /**
     * Which solutions are better.
     *
     * @return always the same
     */
    Objective objective();

    /**
     * A value that no solution under a problem is better than.
     *
     * @param problem any problem, base cases included
     * @return the bound; the objective's {@link Objective#worst()} if there is no solution under it
     */
    long bound(P problem);

    /**
     * How good a solution is.
     *
     * @param result a result
     * @return its value; the objective's {@link Objective#worst()} if it is no solution
     */
    long value(R result);

    /**
     * The result of a problem without a solution that is worth knowing.
     *
     * @return a result whose value is the objective's {@link Objective#worst()}
     */
    R none();

    /**
     * The best of the results; the first of those that are equally good.
     *
     * @param problem a problem that was divided
     * @param results the results of its subproblems
     * @return one of them, or {@link #none()} if there are none
     */
    @Override
    default R combine(P problem, List<R> results) {
        R best = none();
        long bestValue = objective().worst();
        for (R result : results) {
            long value = value(result);
            if (objective().prefers(value, bestValue)) {
                best = result;
                bestValue = value;
            }
        }
        return best;
    }
}
