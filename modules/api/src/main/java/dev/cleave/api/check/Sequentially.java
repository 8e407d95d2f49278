package dev.cleave.api.check;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import java.util.Map;
import java.util.Optional;

/**
 * Plain recursion: divides every problem to the end, on the calling thread, with no engine and no cluster.
 *
 * <p>What it returns is by definition what a run on any number of cores returns. Slow but simple: for unit tests, and for
 * a debugger. Recursion may be as deep as memory allows. Exceptions of the program come out as they were thrown.
 */
public final class Sequentially {

    private Sequentially() {}

    /**
     * The answer to a problem.
     *
     * @param program how to divide, solve and combine; a sequential solver in it is not used
     * @param problem the problem
     * @return its result
     * @throws IllegalStateException if {@code divide} returns null or a list with a null in it; the message has the path
     */
    public static <P, R> R run(DivideAndConquer<P, R> program, P problem) {
        return run(program, problem, Long.MAX_VALUE)
                .orElseThrow(() -> new AssertionError("more than 2^63 subproblems"));
    }

    /**
     * The answer to a problem, if it takes no more than some steps.
     *
     * @param program how to divide, solve and combine; a sequential solver in it is not used
     * @param problem the problem
     * @param maxSteps how many subproblems to look at before giving up, the problem itself included
     * @return its result, or empty after {@code maxSteps} subproblems
     * @throws IllegalStateException if {@code divide} returns null or a list with a null in it; the message has the path
     */
    public static <P, R> Optional<R> run(DivideAndConquer<P, R> program, P problem, long maxSteps) {
        return new Recursion<>(program, Recursion.Order.FIRST_TO_LAST, maxSteps).run(problem);
    }

    /**
     * The answer to a whole job.
     *
     * @param job the job
     * @param given text by parameter name, as on a command line
     * @return the job's result
     * @throws dev.cleave.api.InvalidArgumentException if a name is unknown or a value is refused
     */
    public static <P, R> R run(Job<P, R> job, Map<String, String> given) {
        Arguments arguments = Arguments.parse(job.parameters(), given);
        return run(job.program(new ThisThreadContext(arguments)), job.rootProblem(arguments));
    }
}
