package dev.cleave.client;

/** Where a run of a pipeline is in its life. One that has ended goes on only if somebody resumes it. */
public enum PipelineState {
    /** Some task has not ended. */
    RUNNING,
    /** Every task has succeeded, or was left out by its condition. */
    SUCCEEDED,
    /** Some task has failed. */
    FAILED,
    /** Somebody asked for its end. */
    CANCELLED;

    /** Whether this is one of the three ends. */
    public boolean isEnd() {
        return this != RUNNING;
    }
}
