package dev.cleave.client;

/**
 * Who wants to know what happens to a job. Called by one thread at a time, in the order of events; should not take
 * long.
 */
@FunctionalInterface
public interface JobListener {

    /**
     * Something happened. An exception thrown here ends the watch, and comes back through {@link #stopped}.
     *
     * @param event what; every kept event once, whatever happened to connections meanwhile
     */
    void happened(JobEvent event);

    /** The job has ended, and all that happened to it has been told. The last call. */
    default void ended() {}

    /**
     * The watch has ended before the job did. The last call.
     *
     * @param why for example {@code NO_CLUSTER} when no node answered for long, or {@code NOT_FOUND}
     */
    default void stopped(CleaveException why) {}
}
