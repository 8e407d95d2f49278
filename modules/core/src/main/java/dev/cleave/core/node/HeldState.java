package dev.cleave.core.node;

import dev.cleave.core.state.StateTable;

/** Where a node stands with one lease that it was granted. */
enum HeldState {
    /** Waits for a runner. */
    WAITING,
    /** The runner has it, and no lane has begun it. */
    QUEUED,
    /** A lane has begun it, or is said to, while its problem is made. */
    STARTED,
    /** Finished, failed, given back or dead with its runner; reported until acknowledged. */
    ENDED,
    /** Not wanted any more, and forgotten. */
    REVOKED;

    /** What can happen to a lease at its node. */
    enum Event {
        /** The runner is told. */
        RUN,
        /** A lane begins it. */
        START,
        /** It has its result, or a failure. */
        END,
        /** It goes back: no lane has begun it, whatever was said before; or its frames only wait, and the node drains. */
        GIVE_BACK,
        /** Its runner dies. */
        DIE,
        /** The coordinator does not want it any more. */
        REVOKE
    }

    static final StateTable<HeldState, Event> TABLE = StateTable.startingIn(HeldState.class, Event.class, WAITING)
            .allow(WAITING, Event.RUN, QUEUED)
            .allow(WAITING, Event.GIVE_BACK, ENDED)
            .allow(WAITING, Event.DIE, ENDED)
            .allow(WAITING, Event.REVOKE, REVOKED)
            .allow(QUEUED, Event.START, STARTED)
            .allow(QUEUED, Event.END, ENDED)
            .allow(QUEUED, Event.GIVE_BACK, ENDED)
            .allow(QUEUED, Event.DIE, ENDED)
            .allow(QUEUED, Event.REVOKE, REVOKED)
            .allow(STARTED, Event.END, ENDED)
            .allow(STARTED, Event.GIVE_BACK, ENDED)
            .allow(STARTED, Event.DIE, ENDED)
            .allow(STARTED, Event.REVOKE, REVOKED)
            .build();
}
