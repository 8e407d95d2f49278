package dev.cleave.cli.run;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Progress;
import java.util.Optional;

/** A job that was started, wherever it runs. Used by one thread. */
interface RunningJob extends AutoCloseable {

    /**
     * Waits for the end of the job, but not for ever.
     *
     * @param nanos how long at most
     * @return how it ended, or empty if it has not
     */
    Optional<Ended> await(long nanos) throws InterruptedException;

    /** How far it is. */
    Progress progress();

    /** Gives the job up; it ends as cancelled, soon. */
    void cancel();

    /** Gives the job up; it ends as failed, soon. */
    void fail(JobFailure failure);

    /** Stops whatever still runs. */
    @Override
    void close();
}
