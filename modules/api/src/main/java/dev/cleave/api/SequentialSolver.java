package dev.cleave.api;

/**
 * A program that can also solve a problem of any size on one core, without dividing it.
 *
 * <p>A {@link DivideAndConquer} program that implements this gives Cleave a tight sequential algorithm to use for
 * problems too small to be worth dividing. How small that is, Cleave finds out by measuring while the job runs; there
 * is no cut-off to set. The result must be exactly what dividing would give, floating point to the last bit; {@link
 * dev.cleave.api.check.ProgramCheck} looks whether it is.
 *
 * <p>Called from many threads at once. A call cannot be left to share its work with other cores; a program whose small
 * problems cannot be told from its huge ones is better off without a solver.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public interface SequentialSolver<P, R> {

    /** The value of {@link #sizeHint} that says nothing. */
    double NO_HINT = -1;

    /**
     * The answer to a problem of any size, base case or not.
     *
     * @param problem the problem
     * @return exactly the result that dividing, solving and combining would give
     */
    R solveSequentially(P problem);

    /**
     * How much time the problem might take relative to others of the same program, if the program knows.
     *
     * <p>Without a hint, problems at the same depth are taken to be of about the same size.
     *
     * @param problem the problem
     * @return a positive number roughly proportional to the time that {@link #solveSequentially} takes, or
     *     {@link #NO_HINT}
     */
    default double sizeHint(P problem) {
        return NO_HINT;
    }
}
