package dev.cleave.core.queue;

/**
 * Why a job was not taken into the queue.
 *
 * @param code the kind
 * @param retryAfterNanos when to try again, in nanoseconds from now; 0 if that would not help
 * @param message what was given and what was expected
 */
public record Refusal(Code code, long retryAfterNanos, String message) {

    /** The kind of a refusal, stable across releases. */
    public enum Code {
        /** As many jobs wait as may. */
        QUEUE_FULL,
        /** As many jobs of the owner wait as may. */
        OWNER_QUEUE_FULL,
        /** The owner's limits would never let it run. */
        OWNER_LIMIT,
        /** The job's deadline has passed. */
        DEADLINE_PASSED,
        /** There is such a job already. */
        JOB_EXISTS
    }
}
