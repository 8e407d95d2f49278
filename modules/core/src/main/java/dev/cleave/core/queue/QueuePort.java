package dev.cleave.core.queue;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;

/**
 * Where the queue's decisions go. Implemented by an actor, or by a simulation.
 *
 * <p>The queue must not be called from within these.
 */
public interface QueuePort {

    /**
     * Starts a job.
     *
     * @param attempt how often it has been started, this time included
     */
    void start(JobId job, int attempt, Allowance allowance);

    /** Changes what a running job may use. */
    void allow(JobId job, Allowance allowance);

    /** Stops a running job; its end is to be reported as any other. */
    void stop(JobId job, StopReason reason);

    /** A job was not taken; the queue knows nothing of it. */
    void refuse(JobId job, Refusal refusal);

    /**
     * A job has failed and will wait for another run.
     *
     * @param attempt how often it has been started
     * @param at when it may run again
     */
    void retryLater(JobId job, int attempt, long at);

    /** A job has ended for good, and the queue has forgotten it. Called once per job. */
    void ended(JobId job, Outcome outcome);
}
