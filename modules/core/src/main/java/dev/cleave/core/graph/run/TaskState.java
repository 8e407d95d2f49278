package dev.cleave.core.graph.run;

/** What has become of a task in a run of its graph. */
public enum TaskState {
    /** Something that it needs is not done. */
    WAITING,
    /** It may run, or runs. */
    READY,
    /** It is done. */
    SUCCEEDED,
    /** It failed. */
    FAILED,
    /** It never began, since a task before it failed. */
    SKIPPED;

    /** Whether nothing more will become of it. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == SKIPPED;
    }
}
