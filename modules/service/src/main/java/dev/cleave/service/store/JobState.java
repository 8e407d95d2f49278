package dev.cleave.service.store;

/** Where a job stands. The last three are ends, and a job that has ended never changes again. */
public enum JobState {
    /** Accepted, and waiting for its turn; also between two attempts. */
    QUEUED,
    /** Has a coordinator. */
    RUNNING,
    /** Its result is known. */
    SUCCEEDED,
    /** Cannot be finished. */
    FAILED,
    /** Nobody wants it any more. */
    CANCELLED;

    /** Whether a job in this state never changes again. */
    public boolean hasEnded() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
