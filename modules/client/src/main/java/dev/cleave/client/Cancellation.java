package dev.cleave.client;

/** What came of asking for the end of a job. */
public enum Cancellation {
    /** It is cancelled. */
    CANCELLED,
    /** It has been told to end, and has not yet done so; it may still succeed or fail before it hears of it. */
    ENDING,
    /** It had ended by itself before. */
    ENDED_BEFORE
}
