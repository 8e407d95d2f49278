package dev.cleave.cluster.controller;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import java.util.List;

/** Who hears which nodes there are. Called one at a time, from threads of the cluster; must return at once. */
public interface NodeListener {

    /** Hears nothing. */
    NodeListener SILENT = new NodeListener() {};

    /** A node is there; also one that was lost and comes back. */
    default void joined(NodeView node) {}

    /** A node takes no more work: it was told so, or is about to go. */
    default void draining(NodeId node) {}

    /** A node that was told to drain has nothing left to do. May be said more than once. */
    default void drained(NodeId node) {}

    /** A node is gone; {@code why} is for people. */
    default void lost(NodeId node, String why) {}

    /** What user code of a job has printed on a node: some lines of it, not repeated if they got lost. */
    default void printed(NodeId node, JobId job, List<String> lines) {}
}
