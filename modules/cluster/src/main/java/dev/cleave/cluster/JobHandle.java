package dev.cleave.cluster;

import dev.cleave.api.JobFailure;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Progress;
import java.util.concurrent.CompletionStage;

/** A job that was submitted. Safe for use by many threads. */
public interface JobHandle {

    /** Which job. */
    JobId id();

    /** Completed when the job has ended, however it ended; never exceptionally. */
    CompletionStage<JobReport> report();

    /** How far the job is. */
    Progress progress();

    /** Has a client open the session that the job is; it is let go at once if the job is none, or has ended. */
    void openSession(SessionClient client);

    /** Ends the job as cancelled, unless it has ended. */
    void cancel();

    /** Ends the job as failed, unless it has ended; for a time limit, say. */
    void fail(JobFailure failure);
}
