package dev.cleave.core.pipeline.run;

import dev.cleave.api.JobFailure;

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

    /** A job has failed. Another attempt may help whatever its code threw, but not where it cannot begin or contradicts itself. */
    static TaskOutcome of(JobFailure failure) {
        boolean mayRetry = switch (failure.code()) {
            case INVALID_ARGUMENT, JOB_NOT_LOADABLE, NONDETERMINISTIC, DEPTH_EXCEEDED -> false;
            default -> true;
        };
        String path = failure.path().isEmpty() ? "" : "at " + failure.path() + ": ";
        return new Failed(failure.code().name(), path + failure.message(), mayRetry);
    }

    /** It was cancelled, and does nothing more. */
    record Cancelled() implements TaskOutcome {}
}
