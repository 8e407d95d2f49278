package dev.cleave.service.access;

/** One thing that a caller may be allowed to do. */
public enum Permission {
    /** Jobs, their results and logs; nodes; the server's version. */
    SEE,
    SUBMIT,
    /** Bring code and data: upload blobs, name them in a job. */
    UPLOAD,
    CHANGE_OWN_JOBS,
    CHANGE_ALL_JOBS,
    /** Priorities above 5. */
    GO_FIRST,
    CHANGE_NODES,
    TOKENS
}
