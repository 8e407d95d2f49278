package dev.cleave.service.store;

/** Why the store refused something. */
public enum StoreCode {
    /** There is no room on the disk: nothing new is taken; reads and changes of what is there go on. */
    STORE_FULL,
    /** What is on the disk is damaged. */
    STORE_CORRUPT,
    /** Another process has the store open. */
    STORE_IN_USE,
    /** The store was written by a newer version of the program. */
    STORE_NEWER,
    /** The database does not answer; whether the last write was kept is not known. */
    STORE_UNREACHABLE,
    /** The store was closed. */
    STORE_CLOSED,
    /** The database refused for a reason that no other code names. */
    STORE_FAILED,
    /** A later term has begun: the writer is not the controller any more. */
    EPOCH_LOST,
    /** The owner used the same idempotency key for another request. */
    IDEMPOTENCY_CONFLICT,
    /** Another job, or another token, has this id. */
    ID_TAKEN,
    /** There is no job, or no run, with this id. */
    NO_SUCH_JOB,
    /** A value that the store cannot keep. */
    INVALID_VALUE
}
