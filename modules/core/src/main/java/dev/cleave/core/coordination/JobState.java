package dev.cleave.core.coordination;

import dev.cleave.core.state.StateTable;

/** Where a coordinator stands with its job. */
enum JobState {
    /** Not begun. */
    NEW,
    /** Has no node that takes leases. */
    WAITING,
    /** Has one at least. */
    RUNNING,
    /** The root's result is known. */
    SUCCEEDED,
    /** Cannot be finished. */
    FAILED,
    /** Nobody wants it any more. */
    CANCELLED;

    /** What can happen to a job. */
    enum Event {
        /** The coordinator begins. */
        START,
        /** A first node is there. */
        NODE_JOINS,
        /** The last node is lost, or leaves. */
        LAST_NODE_GOES,
        /** The root's result arrives. */
        ROOT_FINISHES,
        /** A failure that another try would not mend, or that somebody outside decided on. */
        FAIL,
        /** Somebody cancels it. */
        CANCEL
    }

    static final StateTable<JobState, Event> TABLE = StateTable.startingIn(JobState.class, Event.class, NEW)
            .allow(NEW, Event.START, WAITING)
            .allow(NEW, Event.FAIL, FAILED)
            .allow(NEW, Event.CANCEL, CANCELLED)
            .allow(WAITING, Event.NODE_JOINS, RUNNING)
            .allow(WAITING, Event.ROOT_FINISHES, SUCCEEDED)
            .allow(WAITING, Event.FAIL, FAILED)
            .allow(WAITING, Event.CANCEL, CANCELLED)
            .allow(RUNNING, Event.LAST_NODE_GOES, WAITING)
            .allow(RUNNING, Event.ROOT_FINISHES, SUCCEEDED)
            .allow(RUNNING, Event.FAIL, FAILED)
            .allow(RUNNING, Event.CANCEL, CANCELLED)
            .build();

    boolean hasEnded() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
