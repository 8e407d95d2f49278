package dev.cleave.wire.cluster;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.Arrays;
import java.util.List;

/**
 * One message between two processes of a cluster. Any may be lost, doubled, delayed or reordered.
 *
 * <p>Actors are named by text, as their system writes it; the text means nothing to this module.
 */
public sealed interface ClusterMessage {

    /**
     * A node is there and wants work. Repeated until answered.
     *
     * @param node this life of the node
     * @param lanes how many lanes it offers
     * @param version the version of Cleave that it runs
     * @param javaVersion the version of its JVM
     * @param epoch the highest epoch that it has seen; 0 if none
     * @param replyTo the actor that the controller talks to
     */
    record RegisterNode(NodeId node, int lanes, String version, String javaVersion, long epoch, String replyTo)
            implements ClusterMessage {}

    /** The controller knows the node; {@code replyTo} is the actor that the node talks to. */
    record NodeRegistered(NodeId node, long epoch, String replyTo) implements ClusterMessage {}

    /** The controller will not have the node. */
    record NodeRefused(NodeId node, JobFailure why) implements ClusterMessage {}

    /**
     * A sign of life, every heartbeat interval, whether or not there are jobs.
     *
     * @param node this life of the node
     * @param sequence grows with every message of the node's life
     * @param epoch the highest epoch that it has seen; 0 if none
     * @param jobs the jobs that it works for
     */
    record NodeAlive(NodeId node, long sequence, long epoch, List<JobId> jobs) implements ClusterMessage {}

    /** The node takes no more work and goes. */
    record NodeLeaving(NodeId node) implements ClusterMessage {}

    /**
     * Work for this job. Repeated until the node's messages reach the coordinator.
     *
     * @param epoch the controller's term
     * @param spec the job
     * @param lanes how many lanes the node gives to the job
     * @param coordinator the coordinator's actor
     * @param keepMillis how long the node keeps what it holds of the job when its controller is lost; 0 if the job ends with it
     */
    record StartJob(long epoch, JobSpec spec, int lanes, String coordinator, long keepMillis)
            implements ClusterMessage {}

    /** The job has so many of the node's lanes from now on; 0 pauses it there. */
    record ShareLanes(long epoch, JobId job, int lanes) implements ClusterMessage {}

    /** The node is to give back its work and to take no more, and stays. */
    record DrainNode(long epoch, NodeId node) implements ClusterMessage {}

    /** The job is over; {@code why} is for people. */
    record StopJob(long epoch, JobId job, String why) implements ClusterMessage {}

    /**
     * Part of the stream of messages from a job's coordinator to one node.
     *
     * @param job the job
     * @param epoch the controller's term
     * @param sequence the number of this batch, from 1
     * @param received the highest number received in the other direction; 0 if none
     * @param messages what the coordinator says, in order
     */
    record ForNode(JobId job, long epoch, long sequence, long received, List<ToNode> messages)
            implements ClusterMessage {}

    /**
     * Part of the stream of messages from one node to a job's coordinator.
     *
     * @param job the job
     * @param node who says it
     * @param epoch the highest epoch that the node has seen for the job
     * @param sequence the number of this batch, from 1
     * @param received the highest number received in the other direction; 0 if none
     * @param messages what the node says, in order
     */
    record ForCoordinator(
            JobId job, NodeId node, long epoch, long sequence, long received, List<ToCoordinator> messages)
            implements ClusterMessage {}

    /**
     * Asks for a part of a blob; answered by a {@link BlobChunk}, or by {@link BlobMissing}.
     *
     * @param blob which
     * @param offset from where, in bytes
     * @param length how many bytes at most
     * @param replyTo the actor that wants them
     */
    record BlobWanted(Payload.Blob blob, long offset, int length, String replyTo) implements ClusterMessage {}

    /** A part of a blob. The array must not be changed. */
    record BlobChunk(Payload.Blob blob, long offset, byte[] bytes) implements ClusterMessage {
        @Override
        public boolean equals(Object other) {
            return other instanceof BlobChunk that
                    && blob.equals(that.blob)
                    && offset == that.offset
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * blob.hashCode() + Long.hashCode(offset)) + Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "BlobChunk[" + blob + ", " + bytes.length + " bytes at " + offset + "]";
        }
    }

    /** The blob is not, or no longer, here. */
    record BlobMissing(Payload.Blob blob) implements ClusterMessage {}

    /** Lines that a job's user code printed on a node. */
    record JobLog(JobId job, NodeId node, List<String> lines) implements ClusterMessage {}
}
