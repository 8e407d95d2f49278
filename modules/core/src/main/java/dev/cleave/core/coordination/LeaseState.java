package dev.cleave.core.coordination;

import dev.cleave.core.state.StateTable;

/** Where a coordinator stands with one subproblem that was leased or is to be. */
enum LeaseState {
    /** Waits for a node. */
    PENDING,
    /** Given to a node. */
    GRANTED,
    /** Its result is known and kept for its parent. */
    DONE,
    /** Not needed any more: a result above it is known. */
    DROPPED;

    /** What can happen to a lease. */
    enum Event {
        /** A node gets it, as a new attempt. */
        GRANT,
        /** The node it was lost with is back and still holds it: the same attempt goes on. */
        ADOPT,
        /** Its node or runner is lost, or does not know of it. */
        LOSE,
        /** Its node gives it back unstarted. */
        GIVE_BACK,
        /** Its result arrives, from whatever attempt. */
        FINISH,
        /** A result above it is known. */
        DROP
    }

    static final StateTable<LeaseState, Event> TABLE = StateTable.startingIn(LeaseState.class, Event.class, PENDING)
            .allow(PENDING, Event.GRANT, GRANTED)
            .allow(PENDING, Event.ADOPT, GRANTED)
            .allow(PENDING, Event.FINISH, DONE)
            .allow(PENDING, Event.DROP, DROPPED)
            .allow(GRANTED, Event.LOSE, PENDING)
            .allow(GRANTED, Event.GIVE_BACK, PENDING)
            .allow(GRANTED, Event.FINISH, DONE)
            .allow(GRANTED, Event.DROP, DROPPED)
            .allow(DONE, Event.DROP, DROPPED)
            .build();
}
