package dev.cleave.client;

/** The events of a job on their way to a {@link JobListener}. */
public interface JobWatch extends AutoCloseable {

    /** Ends the watch; the listener is told nothing more. Has no influence on the job. */
    @Override
    void close();
}
