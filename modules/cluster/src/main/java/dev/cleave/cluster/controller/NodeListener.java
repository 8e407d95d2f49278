package dev.cleave.cluster.controller;

import dev.cleave.core.job.NodeId;

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
}
