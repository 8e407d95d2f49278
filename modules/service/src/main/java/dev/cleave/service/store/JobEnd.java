package dev.cleave.service.store;

import dev.cleave.core.job.Counts;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.measure.Measured;

/**
 * How a job ended, and what it took.
 *
 * @param outcome how; a result of more than 64 KiB is a blob
 * @param resultText the result for people; empty unless the job succeeded
 * @param counts what its coordinator counted
 * @param measured what was worked for it; for a job that did not succeed, as far as it is known
 * @param endedAt when, in milliseconds UTC
 */
public record JobEnd(Outcome outcome, String resultText, Counts counts, Measured measured, long endedAt) {

    /** Nothing counted. */
    public static final Counts NO_COUNTS = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Checked. */
    public JobEnd {
        Checks.positive("end time", endedAt);
    }

    /** The end of a job that nobody wants any more, and that was not worked for as far as is known. */
    public static JobEnd cancelled(long endedAt) {
        return new JobEnd(new Outcome.Cancelled(), "", NO_COUNTS, Measured.NOTHING, endedAt);
    }

    /** The state of a job that ended so. */
    public JobState state() {
        if (outcome instanceof Outcome.Succeeded) {
            return JobState.SUCCEEDED;
        }
        return outcome instanceof Outcome.Failed ? JobState.FAILED : JobState.CANCELLED;
    }
}
