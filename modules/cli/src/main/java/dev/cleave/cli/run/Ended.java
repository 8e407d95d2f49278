package dev.cleave.cli.run;

import dev.cleave.api.JobFailure;
import dev.cleave.cli.report.NodeRow;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.core.job.Counts;
import dev.cleave.core.measure.Measured;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended, and what it took.
 *
 * @param state how
 * @param result the result, if it succeeded; else the best solution that was found, if any was looked for
 * @param failure why it failed, if it did
 * @param measured work, span and subproblems, if it succeeded
 * @param counts what the coordinator counted
 * @param nodes what each node did
 * @param elapsedNanos from the start of the job to its end
 */
record Ended(
        State state,
        @Nullable Object result,
        @Nullable JobFailure failure,
        Measured measured,
        Counts counts,
        List<NodeRow> nodes,
        long elapsedNanos) {

    static final Counts NO_COUNTS = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** A job that failed, or was given up, before anything could be counted. */
    static Ended without(JobFailure failure, long elapsedNanos) {
        return new Ended(State.FAILED, null, failure, Measured.NOTHING, NO_COUNTS, List.of(), elapsedNanos);
    }
}
