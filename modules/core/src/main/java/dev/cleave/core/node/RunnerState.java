package dev.cleave.core.node;

import dev.cleave.core.state.StateTable;

/** Where a node stands with its runner for a job. */
enum RunnerState {
    /** There is none; one will be launched in a while. */
    DOWN,
    /** One was launched and has not connected. */
    LAUNCHING,
    /** One is connected and loads the job. */
    LOADING,
    /** One runs leases. */
    READY,
    /** The job is over, and the runner ends it, to be used again. */
    ENDING,
    /** The job cannot be loaded here. */
    UNABLE,
    /** The job is over. */
    STOPPED;

    /** What can happen to a runner. */
    enum Event {
        /** It is launched. */
        LAUNCH,
        /** It connects. */
        CONNECT,
        /** It has loaded the job. */
        LOAD,
        /** It cannot load the job. */
        REFUSE,
        /** It ends, or cannot be launched. */
        DIE,
        /** The job is over, and the runner is told so. */
        END,
        /** The job is over, and nothing more is expected of the runner. */
        STOP
    }

    static final StateTable<RunnerState, Event> TABLE = StateTable.startingIn(RunnerState.class, Event.class, DOWN)
            .allow(DOWN, Event.LAUNCH, LAUNCHING)
            .allow(DOWN, Event.STOP, STOPPED)
            .allow(LAUNCHING, Event.CONNECT, LOADING)
            .allow(LAUNCHING, Event.DIE, DOWN)
            .allow(LAUNCHING, Event.STOP, STOPPED)
            .allow(LOADING, Event.LOAD, READY)
            .allow(LOADING, Event.REFUSE, UNABLE)
            .allow(LOADING, Event.DIE, DOWN)
            .allow(LOADING, Event.STOP, STOPPED)
            .allow(READY, Event.DIE, DOWN)
            .allow(READY, Event.END, ENDING)
            .allow(READY, Event.STOP, STOPPED)
            .allow(ENDING, Event.DIE, STOPPED)
            .allow(ENDING, Event.STOP, STOPPED)
            .allow(UNABLE, Event.STOP, STOPPED)
            .build();
}
