package dev.cleave.cluster.peer;

import dev.cleave.wire.cluster.ClusterMessage;

/** Who a link works for. Called by the link's actor; must pass on what it hears and return at once. */
public interface LinkOwner {

    /** The other end is alive. Called a few times a second at most. */
    void heard();

    /** A message that is not about the inner affairs of a job, or the start of one, whose jars are here. */
    void arrived(ClusterMessage message);

    /** Where the other end listens for a lifeline. */
    void lifelineOffered(int port, String token);

    /** The stream cannot go on; the link is of no more use. */
    void broken(String why);
}
