package dev.cleave.core.pipeline.run;

/** How one attempt of an instance ended. */
public sealed interface TaskOutcome {

    /** It is done. */
    record Succeeded(TaskValue value) implements TaskOutcome {}

    /**
     * It failed.
     *
     * @param code the kind of failure, as {@code DIVIDE_THREW} or {@code EXIT_CODE}
     * @param message what was given and what was expected, in a line or a few
     * @param mayRetry whether another attempt may end otherwise
     */
    record Failed(String code, String message, boolean mayRetry) implements TaskOutcome {}

    /** It was cancelled, and does nothing more. */
    record Cancelled() implements TaskOutcome {}
}
