package dev.cleave.client.executor;

/** Where a task is in its life. */
public enum TaskState {
    /** Accepted; nobody has begun with it. */
    PENDING,
    /** Somebody works on it. */
    RUNNING,
    /** It has a result, or has failed. */
    DONE,
    /** It was cancelled, before it began or amid it. */
    CANCELLED
}
