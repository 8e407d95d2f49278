package dev.cleave.core.node;

import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToRunner;

/** Where a node's decisions about one job go. Implemented by an actor, or by a simulation. */
public interface NodePort {

    /** Sends a message to the job's coordinator; it may get lost. */
    void send(ToCoordinator message);

    /** Sends a message to the runner that is now up; reliable and in order while that runner lives. */
    void toRunner(ToRunner message);

    /**
     * Launches a runner, or takes one that is there; answered by {@code runnerUp} or {@code runnerDied}.
     *
     * @param fresh whether it must not have worked for another job
     */
    void launchRunner(boolean fresh);

    /** Kills the runner, whatever it does. */
    void killRunner(String why);

    /** Lets go of the runner, which has ended the job, so that the next job of the same code may have it. */
    void keepRunner();
}
