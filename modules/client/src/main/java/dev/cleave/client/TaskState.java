package dev.cleave.client;

/** Where a task of a pipeline is in its life, or one of its instances. */
public enum TaskState {
    /** What it needs has not ended. */
    WAITING,
    /** Its job was submitted, and has not ended. */
    RUNNING,
    /** It has failed, and is tried again later. */
    BACKING_OFF,
    /** Ended with a result. */
    SUCCEEDED,
    /** Ended without one. */
    FAILED,
    /** Never began, for the sake of another task or by its condition. */
    SKIPPED,
    /** Ended because somebody asked for it. */
    CANCELLED
}
