package dev.cleave.core.coordination;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Progress;
import dev.cleave.core.protocol.ToCoordinator;
import java.util.Map;

/** The decisions of the coordinator of one job. Not thread-safe; {@code now} is in nanoseconds and never falls. */
public final class Coordination {

    public Coordination(JobSpec spec, long epoch, CoordinationSettings settings, CoordinationPort port) {}

    /** Begins the job. */
    public void start(long now) {}

    /** A node is alive and was told to start the job. */
    public void nodeJoined(NodeId node, int lanes, long now) {}

    /** A node has not been heard of for too long, or has left. */
    public void nodeLost(NodeId node, long now) {}

    /** A node wants to leave: it gets nothing new. */
    public void nodeDraining(NodeId node, long now) {}

    /** A message from a node. */
    public void receive(NodeId from, ToCoordinator message, long now) {}

    /** Nobody wants the job any more. */
    public void cancel(long now) {}

    /** The job must not go on. */
    public void fail(JobFailure failure, long now) {}

    /** Does what is due; to be called every {@link CoordinationSettings#tickNanos()}. */
    public void tick(long now) {}

    /** How far the job is. */
    public Progress progress() {
        throw new UnsupportedOperationException();
    }

    /** What was counted. */
    public Counts counts() {
        throw new UnsupportedOperationException();
    }

    /** What each node did. */
    public Map<NodeId, NodeShare> shares() {
        throw new UnsupportedOperationException();
    }
}
