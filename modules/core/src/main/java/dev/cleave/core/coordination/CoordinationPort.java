package dev.cleave.core.coordination;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.session.FromSession;

/** Where a coordinator's decisions go. Implemented by an actor, or by a simulation. */
public interface CoordinationPort {

    /** Sends a message to a node; it may get lost. */
    void send(NodeId node, ToNode message);

    /** Says something to the client of a session; it may get lost. A job that is none says nothing. */
    default void toClient(FromSession message) {}

    /** The job has ended. Called once; nothing but acknowledgements is sent after that. */
    void ended(Outcome outcome);
}
