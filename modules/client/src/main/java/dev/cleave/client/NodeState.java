package dev.cleave.client;

/** Whether a node takes work. */
public enum NodeState {
    /** It does. */
    UP,
    /** It takes no more, and finishes or hands over what it has. */
    DRAINING,
    /** It has none left, and takes none. */
    DRAINED
}
