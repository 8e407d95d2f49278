package dev.cleave.client;

/** What the holder of a token may do; each includes the one before. */
public enum Role {
    /** Sees jobs and nodes. */
    VIEWER,
    /** Submits jobs, and changes its own. */
    SUBMITTER,
    /** Changes everybody's jobs, and nodes. */
    OPERATOR,
    /** Makes and revokes tokens. */
    ADMIN
}
