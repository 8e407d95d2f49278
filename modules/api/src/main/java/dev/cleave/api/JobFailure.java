package dev.cleave.api;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why and where a job failed.
 *
 * @param code the kind of failure
 * @param path where in the recursion tree: the child indexes from the root, as {@code /0/3/1}; {@code /} is the root;
 *     empty if the failure belongs to no subproblem
 * @param message what was given and what was expected, in a line or a few
 * @param stackTrace the stack trace of the user's exception as text; empty if there is none
 */
public record JobFailure(Code code, String path, String message, String stackTrace) {

    /**
     * A failure that belongs to no exception.
     *
     * @param code the kind of failure
     * @param path where, as in {@link #path()}
     * @param message what was given and what was expected
     * @return the failure
     */
    public static JobFailure of(Code code, String path, String message) {
        return new JobFailure(code, path, message, "");
    }

    /**
     * A failure caused by an exception.
     *
     * @param code the kind of failure
     * @param path where, as in {@link #path()}
     * @param cause the exception; its class, message and stack trace are kept as text
     * @return the failure
     */
    public static JobFailure of(Code code, String path, Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        return new JobFailure(code, path, cause.toString(), text.toString());
    }

    /**
     * The same failure somewhere else.
     *
     * @param newPath the path to report instead
     * @return a copy
     */
    public JobFailure at(String newPath) {
        return new JobFailure(code, newPath, message, stackTrace);
    }

    @Override
    public String toString() {
        return code + (path.isEmpty() ? "" : " at " + path) + ": " + message;
    }
}
