package dev.cleave.core.queue;

import dev.cleave.core.state.StateTable;

/** Where the queue stands with one job. */
enum QueueState {
    /** Has a place; is not stored yet, and must not start. */
    RESERVED,
    /** Waits for its turn. */
    QUEUED,
    /** Was started. */
    RUNNING,
    /** Was told to stop, and has not ended yet. */
    STOPPING,
    /** Has failed, and waits before it may run again. */
    BACKING_OFF,
    /** Is forgotten. */
    ENDED;

    /** What can happen to a job. */
    enum Event {
        /** The store has it. */
        STORED,
        /** The store could not take it. */
        WITHDRAW,
        /** Its turn has come. */
        START,
        /** It was running when this controller took over. */
        RESUME,
        /** It has ended. */
        END,
        /** It has failed, and another run may mend that. */
        FAIL,
        /** It has waited long enough after a failure. */
        RETRY,
        /** Nobody wants it any more. */
        CANCEL,
        /** Its deadline has passed. */
        EXPIRE
    }

    static final StateTable<QueueState, Event> TABLE = StateTable.startingIn(QueueState.class, Event.class, RESERVED)
            .allow(RESERVED, Event.STORED, QUEUED)
            .allow(RESERVED, Event.RESUME, RUNNING)
            .allow(RESERVED, Event.WITHDRAW, ENDED)
            .allow(RESERVED, Event.CANCEL, ENDED)
            .allow(QUEUED, Event.START, RUNNING)
            .allow(QUEUED, Event.CANCEL, ENDED)
            .allow(QUEUED, Event.EXPIRE, ENDED)
            .allow(RUNNING, Event.END, ENDED)
            .allow(RUNNING, Event.FAIL, BACKING_OFF)
            .allow(RUNNING, Event.CANCEL, STOPPING)
            .allow(RUNNING, Event.EXPIRE, STOPPING)
            .allow(STOPPING, Event.END, ENDED)
            .allow(BACKING_OFF, Event.RETRY, QUEUED)
            .allow(BACKING_OFF, Event.CANCEL, ENDED)
            .allow(BACKING_OFF, Event.EXPIRE, ENDED)
            .build();

    boolean hasSeat() {
        return this == RUNNING || this == STOPPING;
    }
}
