package dev.cleave.cluster.peer;

import dev.cleave.wire.cluster.ClusterMessage;

/** Who takes the messages of one job that come over a link. Called by the link's actor; must return at once. */
@FunctionalInterface
public interface JobInbox {

    /** A message of the job, whose blobs are here. */
    void arrived(ClusterMessage message);
}
