package dev.cleave.cluster.transport;

import dev.cleave.api.Code;

/** Thrown when a process cannot become a member of a cluster; the message is one line for people. */
public final class ClusterStartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Code code;

    /**
     * A failed start.
     *
     * @param code the kind of failure: IO for ports and files, INVALID_ARGUMENT for settings, NO_CLUSTER otherwise
     * @param message what was given and what was expected
     */
    public ClusterStartException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** The kind of failure. */
    public Code code() {
        return code;
    }
}
