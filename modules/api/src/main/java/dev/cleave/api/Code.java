package dev.cleave.api;

/** The kind of a failure, stable across releases. */
public enum Code {
    /** {@code isBaseCase} threw an exception. */
    IS_BASE_CASE_THREW(false),
    /** {@code solve} threw an exception. */
    SOLVE_THREW(false),
    /** {@code solveSequentially} or {@code sizeHint} threw an exception. */
    SOLVE_SEQUENTIALLY_THREW(false),
    /** {@code divide} threw an exception. */
    DIVIDE_THREW(false),
    /** {@code divide} returned null, or a list with a null in it. */
    DIVIDE_NULL(false),
    /** {@code combine} threw an exception. */
    COMBINE_THREW(false),
    /** The recursion went below the configured depth without reaching a base case. */
    DEPTH_EXCEEDED(false),
    /** Dividing the same problem twice gave different subproblems. */
    NONDETERMINISTIC(false),
    /** A subproblem brought down the process that ran it, several times, alone. */
    POISON(false),
    /** A problem cannot be turned into bytes or back. */
    PROBLEM_NOT_ENCODABLE(false),
    /** A result cannot be turned into bytes or back. */
    RESULT_NOT_ENCODABLE(false),
    /** A problem is larger than the configured limit. */
    PROBLEM_TOO_LARGE(false),
    /** A result is larger than the configured limit. */
    RESULT_TOO_LARGE(false),
    /** The job's class cannot be found, loaded or constructed, or its root problem or program cannot be made. */
    JOB_NOT_LOADABLE(false),
    /** A named value is unknown, of the wrong type or out of range. */
    INVALID_ARGUMENT(false),
    /** The job did not end within the time given to it. */
    TIMEOUT(true),
    /** There is no cluster to run the job, or it cannot be reached. */
    NO_CLUSTER(true),
    /** A file or folder cannot be read or written, or a port cannot be opened. */
    IO(true),
    /** Cleave itself is at fault. */
    INTERNAL(true);

    private final boolean retryable;

    Code(boolean retryable) {
        this.retryable = retryable;
    }

    /**
     * Whether submitting the same job again may end differently.
     *
     * @return true if the cause lies outside the program
     */
    public boolean isRetryable() {
        return retryable;
    }
}
