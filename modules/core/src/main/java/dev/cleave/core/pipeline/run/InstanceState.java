package dev.cleave.core.pipeline.run;

/** Where one instance of a task stands. */
public enum InstanceState {
    /** What it needs has not ended. */
    WAITING,
    /** It was handed out, and has not ended. */
    RUNNING,
    /** It has failed, and is tried again later. */
    BACKING_OFF,
    /** It is done. */
    SUCCEEDED,
    /** It has failed for good. */
    FAILED,
    /** It never began. */
    SKIPPED,
    /** Nobody wanted it any more. */
    CANCELLED;

    /** Whether nothing more will become of it in this round. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == SKIPPED || this == CANCELLED;
    }
}
