package dev.cleave.core.pipeline;

/** What the failure of a task means for the tasks that do not need it. Those that need it are skipped in any case. */
public enum OnFailure {
    /** Nothing new begins; what runs is let end. */
    STOP,
    /** They go on. */
    CONTINUE
}
