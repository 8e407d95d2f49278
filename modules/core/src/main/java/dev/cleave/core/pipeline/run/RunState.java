package dev.cleave.core.pipeline.run;

/** Where a run of a pipeline stands. */
public enum RunState {
    /** Some task has not ended. */
    RUNNING,
    /** Every task has succeeded, or was left out by its condition. */
    SUCCEEDED,
    /** Some task has failed. */
    FAILED,
    /** Somebody asked for the end before every task had ended. */
    CANCELLED;

    /** Whether it goes on only if somebody resumes it. */
    public boolean isFinal() {
        return this != RUNNING;
    }
}
