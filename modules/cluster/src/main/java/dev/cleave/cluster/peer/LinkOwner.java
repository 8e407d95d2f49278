package dev.cleave.cluster.peer;

import dev.cleave.core.job.JobId;
import dev.cleave.wire.cluster.ClusterMessage;

/** Who a link works for. Called by the link's actor; must pass on what it hears and return at once. */
public interface LinkOwner {

    /** The other end is alive. Called a few times a second at most. */
    void heard();

    /** A message that is not about the inner affairs of a job, or the start of one, whose jars are here. */
    void arrived(ClusterMessage message);

    /** Where the other end listens for a lifeline. */
    void lifelineOffered(int port, String token);

    /** A message of a job is of no use, since a blob that it needs cannot be had or kept; it may come again. */
    void dropped(JobId job, ClusterMessage message, String why);

    /** The stream cannot go on; the link is of no more use. */
    void broken(String why);
}
