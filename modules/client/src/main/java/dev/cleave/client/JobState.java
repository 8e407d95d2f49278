package dev.cleave.client;

/** Where a job is in its life. A job that has ended never changes again. */
public enum JobState {
    /** Accepted, and not running: {@link CleaveClient#why} says what it waits for. */
    QUEUED,
    /** At work. */
    RUNNING,
    /** Ended with a result. */
    SUCCEEDED,
    /** Ended without one; its {@link Ending} says why. */
    FAILED,
    /** Ended because somebody asked for it. */
    CANCELLED;

    /** Whether this is one of the three ends. */
    public boolean isEnd() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
