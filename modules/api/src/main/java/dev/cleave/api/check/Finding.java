package dev.cleave.api.check;

/**
 * Something about a program that would make its runs fail or its results differ.
 *
 * @param kind what sort of mistake it is
 * @param path the subproblem it was found at, as child indexes from the root: {@code /0/3/1}; {@code /} is the root
 * @param message what happened and what was expected
 */
public record Finding(Kind kind, String path, String message) {

    /** The sort of a mistake. */
    public enum Kind {
        /** One of the program's methods threw an exception. */
        THREW,
        /** One of the program's methods returned null, or a list with a null in it. */
        RETURNED_NULL,
        /** A method gave two answers to the same question. */
        NOT_DETERMINISTIC,
        /** A method modified what it was given. */
        MODIFIED_ITS_ARGUMENT,
        /** The result depends on the order, the thread or the time of the calls: the methods share something that changes. */
        SHARES_STATE,
        /** The sequential solver's result is not what dividing gives. */
        SOLVER_DIFFERS,
        /** A codec does not give back what it was given, or gives different bytes for equal values. */
        CODEC_DIFFERS,
        /** Dividing never came to a base case or a dead end within the limit. */
        TOO_DEEP
    }

    @Override
    public String toString() {
        return kind + " at " + path + ": " + message;
    }
}
