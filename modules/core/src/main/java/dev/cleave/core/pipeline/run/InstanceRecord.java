package dev.cleave.core.pipeline.run;

/**
 * Where one instance of a task stands, as it is kept.
 *
 * @param id which
 * @param item what it is for; empty for a task without {@code foreach}
 * @param state where it stands
 * @param round the round in which it began last, or was left out
 * @param attempt the number of its latest attempt; 0 if there was none
 * @param firstAttempt the number of the first attempt of its round
 * @param key the name of its work, by {@link PipelinePort#key}; empty if it never began
 * @param value what it has left
 * @param isKnown whether its value was known from before and nothing ran
 * @param failureCode the kind of its latest failure; empty if there was none in this round
 * @param message why it failed, was skipped or is tried again, for people
 * @param skippedBy the task for which it was skipped; its own for its condition; empty if it was not skipped
 * @param retryAt when it is tried again, in milliseconds UTC; 0 if it is not
 * @param isTimedOut whether its latest attempt was cancelled for running too long
 * @param startedAt when its latest attempt began, in milliseconds UTC; 0 if that is not known
 * @param endedAt when it ended, in milliseconds UTC; 0 if it has not
 * @param nanos how long its latest attempt ran, in nanoseconds
 */
public record InstanceRecord(
        InstanceId id,
        String item,
        InstanceState state,
        int round,
        int attempt,
        int firstAttempt,
        String key,
        TaskValue value,
        boolean isKnown,
        String failureCode,
        String message,
        String skippedBy,
        long retryAt,
        boolean isTimedOut,
        long startedAt,
        long endedAt,
        long nanos) {}
