package dev.cleave.client.executor;

/** What tasks need most. */
enum Kind {
    /** Processor time: they run on lanes, one per core. */
    LANE,
    /** Patience: they run on threads beside the lanes. */
    IO
}
