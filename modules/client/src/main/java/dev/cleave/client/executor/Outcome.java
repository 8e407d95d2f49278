package dev.cleave.client.executor;

import org.jspecify.annotations.Nullable;

/**
 * What came of a task: a value, or why there is none.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T> {

    /** The task returned. */
    record Success<T>(@Nullable T value) implements Outcome<T> {}

    /**
     * The task threw, was cancelled, or could not be run.
     *
     * @param cause what it threw, with the stack trace of where it ran
     */
    record Failure<T>(Throwable cause) implements Outcome<T> {}

    /** Whether there is a value. */
    default boolean isSuccess() {
        return this instanceof Success;
    }
}
