package dev.cleave.cli.report;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.measure.Measured;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a run when it is over.
 *
 * @param program the job's name
 * @param jobClass the class that implements it
 * @param arguments text by parameter name, defaults included
 * @param state how it ended
 * @param result the result, for a job that succeeded
 * @param rendered the result as the job writes it; if the job did not succeed, the best solution that was found; empty if there is
 *     none
 * @param failure why the job failed; null if it did not
 * @param measured work, span and subproblems; {@link Measured#NOTHING} if the job did not succeed
 * @param profiled whether every step was measured, so that the span is no mere upper bound
 * @param counts what the coordinator counted
 * @param nodes what each node did; a single row for a run without a cluster
 * @param elapsedNanos from the start of the job to its end
 * @param inProcess whether there was no cluster
 */
public record RunSummary(
        String program,
        String jobClass,
        Map<String, String> arguments,
        State state,
        @Nullable Object result,
        String rendered,
        @Nullable JobFailure failure,
        Measured measured,
        boolean profiled,
        Counts counts,
        List<NodeRow> nodes,
        long elapsedNanos,
        boolean inProcess) {

    /** How a run ended. */
    public enum State {
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** Whether it is known what was done: of a job that ended with its first answer it is not. */
    boolean isMeasured() {
        return state == State.SUCCEEDED && measured.subproblems() > 0;
    }

    /** Whether there is a solution that nobody has shown to be the best. */
    boolean isUnproven() {
        return state != State.SUCCEEDED && !rendered.isEmpty();
    }

    /** How many lanes there were, on all nodes. */
    int lanes() {
        return nodes.stream().mapToInt(NodeRow::lanes).sum();
    }

    /** Work divided by span; at least 1. */
    double parallelism() {
        return Math.max(1, ratio(measured.workNanos(), measured.spanNanos()));
    }

    /** How much longer one core would have taken. */
    double speedUp() {
        return ratio(measured.workNanos(), elapsedNanos);
    }

    /** The part of the lanes' time that went into work. */
    double efficiency() {
        return ratio(speedUp(), lanes());
    }

    /** A node's part of the time that all were busy. */
    double share(NodeRow node) {
        return ratio(
                node.busyNanos(), nodes.stream().mapToLong(NodeRow::busyNanos).sum());
    }

    private static double ratio(double a, double b) {
        return b <= 0 ? 0 : a / b;
    }
}
