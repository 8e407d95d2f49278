package dev.cleave.api;

import java.util.List;

/**
 * A divide-and-conquer program: how to recognise, solve, divide and combine problems.
 *
 * <p>All four methods must be pure and deterministic: the same problem gives the same answer, whenever, wherever and
 * however often it is asked. Cleave calls them from many threads and processes at once, may call them again for the
 * same problem after a failure, and decides by itself how far a problem is divided before its parts go to other cores.
 * Given that, the result is the same on any number of cores, floating point included, because {@link #combine} always
 * sees the results in the order of {@link #divide}.
 *
 * <pre>{@code
 * record Fibonacci() implements DivideAndConquer<Integer, Long> {
 *   public boolean isBaseCase(Integer n) { return n < 2; }
 *   public Long solve(Integer n) { return (long) n; }
 *   public List<Integer> divide(Integer n) { return List.of(n - 1, n - 2); }
 *   public Long combine(Integer n, List<Long> results) { return results.get(0) + results.get(1); }
 * }
 * }</pre>
 *
 * <p>An exception thrown by any of them fails the job at once; it is not tried again. {@link
 * dev.cleave.api.check.ProgramCheck} looks for mistakes before a run does.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public interface DivideAndConquer<P, R> {

    /**
     * Whether {@link #solve} answers the problem directly.
     *
     * @param problem the problem to look at
     * @return true for a base case, false if the problem has to be divided
     */
    boolean isBaseCase(P problem);

    /**
     * The answer to a base case.
     *
     * @param problem a problem for which {@link #isBaseCase} is true
     * @return its result
     */
    R solve(P problem);

    /**
     * The subproblems of a problem, in a fixed order.
     *
     * @param problem a problem for which {@link #isBaseCase} is false
     * @return its subproblems; empty for a dead end, whose result is {@code combine(problem, List.of())}; never null
     */
    List<P> divide(P problem);

    /**
     * The answer to a problem from the answers to its subproblems.
     *
     * @param problem a problem that was divided
     * @param results the results of its subproblems, in the order of {@link #divide}; not modifiable
     * @return its result
     */
    R combine(P problem, List<R> results);
}
