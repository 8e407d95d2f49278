package dev.cleave.cluster;

import dev.cleave.core.coordination.NodeShare;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import java.util.Arrays;
import java.util.Map;

/**
 * How a job ended, and what it took.
 *
 * @param job the job
 * @param outcome how it ended
 * @param result the encoded result, read from its blob if it was one; if the job did not succeed, the best solution that it had
 *     found, or empty
 * @param counts what its coordinator counted
 * @param shares what each node did
 * @param lanes the most lanes that worked for it at a time
 * @param elapsedNanos from submission to end
 */
public record JobReport(
        JobId job,
        Outcome outcome,
        byte[] result,
        Counts counts,
        Map<NodeId, NodeShare> shares,
        int lanes,
        long elapsedNanos) {

    @Override
    public boolean equals(Object other) {
        return other instanceof JobReport that
                && job.equals(that.job)
                && outcome.equals(that.outcome)
                && Arrays.equals(result, that.result)
                && counts.equals(that.counts)
                && shares.equals(that.shares)
                && lanes == that.lanes
                && elapsedNanos == that.elapsedNanos;
    }

    @Override
    public int hashCode() {
        return 31 * job.hashCode() + Arrays.hashCode(result);
    }

    @Override
    public String toString() {
        return "JobReport[" + job + ", " + outcome + ", " + counts + ", " + shares + ", " + lanes + " lanes, "
                + elapsedNanos / 1_000_000 + " ms]";
    }
}
