package dev.cleave.core.queue;

/** Why a running job is to be stopped. */
public enum StopReason {
    /** Somebody cancelled it: its outcome is CANCELLED. */
    CANCELLED,
    /** Its deadline has passed: its outcome is FAILED, as TIMEOUT. */
    DEADLINE_PASSED
}
