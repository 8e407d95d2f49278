package dev.cleave.core.protocol;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import java.util.List;

/** What a node says to the coordinator of one job. Any of these may be lost, doubled, delayed or reordered. */
public sealed interface ToCoordinator {

    /**
     * The state of a node, sent every heartbeat interval and whenever something changes that the coordinator should know
     * soon. The coordinator compares it with its own list and repairs the difference.
     *
     * @param sequence grows with every heartbeat of the node's life; an older one is ignored
     * @param lanes how many lanes the node's runner has for the job
     * @param busyLanes how many of them run user code
     * @param wanted how many more leases the node would like to have at once
     * @param openPieces a guess of how many subproblems worth sending the node could shed
     * @param busyNanos the time that lanes have run user code, since the node began to work for the job
     * @param held every lease that the node holds and has not reported as finished
     * @param unacknowledged the {@link Receipt}s of what was sent but not yet acknowledged, and of the leases that died
     *     with a runner whose death is not acknowledged
     * @param awaited subproblems elsewhere whose results the node's frames wait for; some of them, when there are many
     * @param complete whether {@code held} and {@code unacknowledged} are whole; if false, nothing may be concluded from
     *     what is missing
     * @param bestKnown the lowest cost of which the coordinator said that it keeps a solution; {@link Cost#NONE} if it said none
     */
    record Heartbeat(
            long sequence,
            int lanes,
            int busyLanes,
            int wanted,
            int openPieces,
            long busyNanos,
            List<HeldLease> held,
            List<PathKey> unacknowledged,
            List<PathKey> awaited,
            boolean complete,
            long bestKnown)
            implements ToCoordinator {

        /** Of a node that knows of no solution. */
        public Heartbeat(
                long sequence,
                int lanes,
                int busyLanes,
                int wanted,
                int openPieces,
                long busyNanos,
                List<HeldLease> held,
                List<PathKey> unacknowledged,
                List<PathKey> awaited,
                boolean complete) {
            this(
                    sequence,
                    lanes,
                    busyLanes,
                    wanted,
                    openPieces,
                    busyNanos,
                    held,
                    unacknowledged,
                    awaited,
                    complete,
                    Cost.NONE);
        }
    }

    /**
     * A lease in a heartbeat.
     *
     * @param id which
     * @param started whether a lane has begun it
     * @param finishedWeight how much of its own weight is finished, shed subproblems not counted
     */
    record HeldLease(LeaseId id, boolean started, long finishedWeight) {}

    /**
     * The result of a lease. Repeated until acknowledged.
     *
     * @param text the result for people, if the lease is that of the root; else empty
     */
    record Finished(LeaseId lease, Payload result, Measured measured, String text) implements ToCoordinator {

        /** A result that nobody reads. */
        public Finished(LeaseId lease, Payload result, Measured measured) {
            this(lease, result, measured, "");
        }
    }

    /**
     * Subproblems given away, each to become a pending lease. Repeated, one by one or together, until acknowledged. An
     * empty one says that a request to shed found nothing.
     */
    record Shed(List<ShedChild> children) implements ToCoordinator {}

    /** Leases given back: not begun, or begun at a node that drains and only waiting now. Repeated until acknowledged. */
    record Returned(List<LeaseId> leases) implements ToCoordinator {}

    /** Finished subtrees under a running lease. Sent once; if lost, the next one says as much. */
    record Checkpoint(LeaseId lease, List<FinishedChild> finished) implements ToCoordinator {}

    /**
     * User code failed, or its values cannot be encoded. Repeated until acknowledged.
     *
     * @param path the way from the lease's subproblem to where it failed
     */
    record LeaseFailed(LeaseId lease, Path path, JobFailure failure) implements ToCoordinator {}

    /**
     * The runner died or was killed, and all its frames with it. Repeated until acknowledged.
     *
     * @param runner a number that grows with each runner of this node for this job
     * @param running the leases that lanes were executing
     * @param others the other leases that it held
     * @param cause for people: exit status, signal, out of memory
     * @param tracedPath where a traced lease was, relative to the lease; empty otherwise
     */
    record RunnerDied(long runner, List<LeaseId> running, List<LeaseId> others, String cause, Path tracedPath)
            implements ToCoordinator {}

    /**
     * A solution better than what the node knew to be kept. Repeated until the coordinator says that it keeps one as good,
     * see {@link ToNode.BestKnown}; no result that may lack anything because of it is sent before.
     */
    record Improved(Found found) implements ToCoordinator {}

    /** The job cannot be started on this node: class not loadable, runner cannot be launched. */
    record JobNotStarted(JobFailure failure) implements ToCoordinator {}
}
