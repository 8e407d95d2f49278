package dev.cleave.service.store;

import dev.cleave.core.job.JobId;

/**
 * A job as the store knows it.
 *
 * @param submission what was handed in
 * @param state where it stands
 * @param waitingFor why it does not run, for people; empty if nothing is known
 * @param attempt how often it was started
 * @param notBefore when it may start (again), in milliseconds UTC; 0: at once
 * @param startedAt when it was first started, in milliseconds UTC; 0: not yet
 * @param endedAt when it ended, in milliseconds UTC; 0: not yet
 */
public record JobRow(
        Submission submission,
        JobState state,
        String waitingFor,
        int attempt,
        long notBefore,
        long startedAt,
        long endedAt) {

    /** A job that was just accepted. */
    public static JobRow queued(Submission submission) {
        return new JobRow(submission, JobState.QUEUED, "", 0, 0, 0, 0);
    }

    /** The job's identity. */
    public JobId id() {
        return submission.id();
    }
}
