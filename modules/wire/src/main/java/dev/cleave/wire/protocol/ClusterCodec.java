package dev.cleave.wire.protocol;

import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.wire.cluster.ClusterMessage;
import dev.cleave.wire.proto.v1.Cluster;
import dev.cleave.wire.proto.v1.Values;

/**
 * What the processes of a cluster exchange, to bytes and back.
 *
 * <p>Every {@code encode} has its opposite, named after what it returns, which throws {@link MalformedMessageException}
 * and nothing else if the bytes are not such a message. Equal records give equal bytes. Safe for use by many threads.
 */
public final class ClusterCodec {

    private ClusterCodec() {}

    public static byte[] encode(ClusterMessage message) {
        return ClusterMapping.encode(message).toByteArray();
    }

    public static ClusterMessage clusterMessage(byte[] bytes) {
        return Parsing.decode(
                "cluster message", bytes, Cluster.ClusterMessage::parseFrom, ClusterMapping::clusterMessage);
    }

    public static byte[] encode(ToNode message) {
        return NodeMapping.encode(message).toByteArray();
    }

    public static ToNode toNode(byte[] bytes) {
        return Parsing.decode(
                "message to a node",
                bytes,
                Cluster.ToNode::parseFrom,
                message -> NodeMapping.toNode(message, new PathReader()));
    }

    public static byte[] encode(ToCoordinator message) {
        return NodeMapping.encode(message).toByteArray();
    }

    public static ToCoordinator toCoordinator(byte[] bytes) {
        return Parsing.decode(
                "message to a coordinator",
                bytes,
                Cluster.ToCoordinator::parseFrom,
                message -> NodeMapping.toCoordinator(message, new PathReader()));
    }

    public static byte[] encode(JobSpec spec) {
        return JobMapping.encode(spec).toByteArray();
    }

    public static JobSpec jobSpec(byte[] bytes) {
        return Parsing.decode("description of a job", bytes, Values.JobSpec::parseFrom, JobMapping::spec);
    }

    public static byte[] encode(Outcome outcome) {
        return JobMapping.encode(outcome).toByteArray();
    }

    public static Outcome outcome(byte[] bytes) {
        return Parsing.decode("job's outcome", bytes, Values.Outcome::parseFrom, JobMapping::outcome);
    }

    public static byte[] encode(Progress progress) {
        return JobMapping.encode(progress).toByteArray();
    }

    public static Progress progress(byte[] bytes) {
        return Parsing.decode("job's progress", bytes, Values.Progress::parseFrom, JobMapping::progress);
    }

    public static byte[] encode(Counts counts) {
        return JobMapping.encode(counts).toByteArray();
    }

    public static Counts counts(byte[] bytes) {
        return Parsing.decode("coordinator's counts", bytes, Values.Counts::parseFrom, JobMapping::counts);
    }
}
