package dev.cleave.api;

/**
 * What a running program may know about the job it works for.
 *
 * <p>Safe for use by many threads at once.
 */
public interface JobContext {

    /**
     * The values of the job's parameters.
     *
     * @return the checked arguments, the same in every process of the job
     */
    Arguments arguments();

    /**
     * Whether the job is no longer wanted. A long {@code solve} may look at this from time to time and return early;
     * what it returns then is not used.
     *
     * @return true once the job is cancelled or has failed
     */
    boolean isCancelled();

    /**
     * Adds a line to the job's log. Has no influence on the result.
     *
     * @param line the text, without a line end
     */
    void log(String line);

    /**
     * The value of the best solution known so far, if the program looks for one (see {@link BranchAndBound}).
     *
     * @return what it is at any moment
     */
    default Incumbent incumbent() {
        return Incumbent.UNKNOWN;
    }
}
