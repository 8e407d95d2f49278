package dev.cleave.core.protocol;

import dev.cleave.core.job.JobId;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import java.util.List;
import java.util.Map;

/** What a node says to its runner, over a reliable ordered local socket. */
public sealed interface ToRunner {

    /**
     * Load this job and make ready so many lanes.
     *
     * @param classPath the jars as local files
     * @param blobFolder where payloads above the inline limit are exchanged as files named by content
     */
    record StartJob(
            JobId job,
            String jobClass,
            List<String> classPath,
            Map<String, String> arguments,
            int lanes,
            int maxDepth,
            long maxPayloadBytes,
            boolean profile,
            String blobFolder)
            implements ToRunner {}

    /** Solve this. */
    record RunLease(Lease lease) implements ToRunner {}

    /**
     * Give away up to so many subproblems not yet started, largest first; answered by one {@link FromRunner.Gave}.
     *
     * @param count how many at most
     * @param leastNanos what is known to take less time is not wanted
     */
    record GiveAway(int count, long leastNanos) implements ToRunner {}

    /** The result of a subproblem that was given away or was known. */
    record DeliverResult(PathKey key, Payload result, Measured measured) implements ToRunner {}

    /** Stop this lease and forget it. */
    record DropLease(LeaseId lease) implements ToRunner {}

    /** Use so many lanes from now on; 0 pauses. */
    record SetLanes(int lanes) implements ToRunner {}

    /** Report finished subtrees of the oldest frames; answered by {@link FromRunner.CheckpointTaken}. */
    record TakeCheckpoint() implements ToRunner {}

    /** Report status now; answered by {@link FromRunner.Status}. */
    record ReportStatus() implements ToRunner {}

    /**
     * The job is over: stop what is left of it and forget it; answered by {@link FromRunner.JobEnded}, after which nothing
     * of the job is said.
     */
    record EndJob() implements ToRunner {}

    /**
     * A solution of this cost is known: what cannot be better is of no use. The lowest one counts, however often and in which
     * order they come.
     *
     * @param cost see {@link dev.cleave.core.search.Cost}
     */
    record BestKnown(long cost) implements ToRunner {}

    /** Exit. */
    record Stop() implements ToRunner {}
}
