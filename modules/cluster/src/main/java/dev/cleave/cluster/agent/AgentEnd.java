package dev.cleave.cluster.agent;

/**
 * How a node agent ended.
 *
 * @param kind whether it makes sense to start anew
 * @param why for people
 * @param wasRegistered whether a controller ever knew it
 */
public record AgentEnd(Kind kind, String why, boolean wasRegistered) {

    /** What to do next. */
    public enum Kind {
        /** The node was asked to leave, and has. */
        LEFT,
        /** The controller will not have this node. */
        REFUSED,
        /** The controller cannot be found any more, or the cluster has given this member up. */
        LOST
    }
}
