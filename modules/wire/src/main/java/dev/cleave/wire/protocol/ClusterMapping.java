package dev.cleave.wire.protocol;

import com.google.protobuf.UnsafeByteOperations;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.wire.cluster.ClusterMessage;
import dev.cleave.wire.proto.v1.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the processes of a cluster say to each other, to protobuf and back. */
final class ClusterMapping {

    private ClusterMapping() {}

    static Cluster.ClusterMessage encode(ClusterMessage message) {
        Cluster.ClusterMessage.Builder encoded = Cluster.ClusterMessage.newBuilder();
        if (message instanceof ClusterMessage.ForNode forNode) {
            encoded.setForNode(encode(forNode));
        } else if (message instanceof ClusterMessage.ForCoordinator forCoordinator) {
            encoded.setForCoordinator(encode(forCoordinator));
        } else if (message instanceof ClusterMessage.RegisterNode register) {
            encoded.setRegisterNode(Cluster.ClusterMessage.RegisterNode.newBuilder()
                    .setNode(register.node().value())
                    .setLanes(register.lanes())
                    .setVersion(register.version())
                    .setJavaVersion(register.javaVersion())
                    .setEpoch(register.epoch())
                    .setReplyTo(register.replyTo()));
        } else if (message instanceof ClusterMessage.NodeRegistered registered) {
            encoded.setNodeRegistered(Cluster.ClusterMessage.NodeRegistered.newBuilder()
                    .setNode(registered.node().value())
                    .setEpoch(registered.epoch())
                    .setReplyTo(registered.replyTo()));
        } else if (message instanceof ClusterMessage.NodeRefused refused) {
            encoded.setNodeRefused(Cluster.ClusterMessage.NodeRefused.newBuilder()
                    .setNode(refused.node().value())
                    .setWhy(JobMapping.encode(refused.why())));
        } else if (message instanceof ClusterMessage.NodeAlive alive) {
            encoded.setNodeAlive(encode(alive));
        } else if (message instanceof ClusterMessage.NodeLeaving leaving) {
            encoded.setNodeLeaving(Cluster.ClusterMessage.NodeLeaving.newBuilder()
                    .setNode(leaving.node().value()));
        } else if (message instanceof ClusterMessage.StartJob start) {
            encoded.setStartJob(Cluster.ClusterMessage.StartJob.newBuilder()
                    .setEpoch(start.epoch())
                    .setSpec(JobMapping.encode(start.spec()))
                    .setLanes(start.lanes())
                    .setCoordinator(start.coordinator())
                    .setKeepMillis(start.keepMillis()));
        } else if (message instanceof ClusterMessage.ShareLanes share) {
            encoded.setShareLanes(Cluster.ClusterMessage.ShareLanes.newBuilder()
                    .setEpoch(share.epoch())
                    .setJob(share.job().value())
                    .setLanes(share.lanes()));
        } else if (message instanceof ClusterMessage.DrainNode drain) {
            encoded.setDrainNode(Cluster.ClusterMessage.DrainNode.newBuilder()
                    .setEpoch(drain.epoch())
                    .setNode(drain.node().value()));
        } else if (message instanceof ClusterMessage.StopJob stop) {
            encoded.setStopJob(Cluster.ClusterMessage.StopJob.newBuilder()
                    .setEpoch(stop.epoch())
                    .setJob(stop.job().value())
                    .setWhy(Utf8.encodable(stop.why())));
        } else if (message instanceof ClusterMessage.BlobWanted wanted) {
            encoded.setBlobWanted(Cluster.ClusterMessage.BlobWanted.newBuilder()
                    .setBlob(LeaseMapping.encode(wanted.blob()))
                    .setOffset(wanted.offset())
                    .setLength(wanted.length())
                    .setReplyTo(wanted.replyTo()));
        } else if (message instanceof ClusterMessage.BlobChunk chunk) {
            encoded.setBlobChunk(Cluster.ClusterMessage.BlobChunk.newBuilder()
                    .setBlob(LeaseMapping.encode(chunk.blob()))
                    .setOffset(chunk.offset())
                    .setBytes(UnsafeByteOperations.unsafeWrap(chunk.bytes())));
        } else if (message instanceof ClusterMessage.BlobMissing missing) {
            encoded.setBlobMissing(
                    Cluster.ClusterMessage.BlobMissing.newBuilder().setBlob(LeaseMapping.encode(missing.blob())));
        } else {
            encoded.setJobLog(encode((ClusterMessage.JobLog) message));
        }
        return encoded.build();
    }

    private static Cluster.ClusterMessage.ForNode encode(ClusterMessage.ForNode batch) {
        Cluster.ClusterMessage.ForNode.Builder encoded = Cluster.ClusterMessage.ForNode.newBuilder()
                .setJob(batch.job().value())
                .setEpoch(batch.epoch())
                .setSequence(batch.sequence())
                .setReceived(batch.received());
        for (ToNode message : batch.messages()) {
            encoded.addMessages(NodeMapping.encode(message));
        }
        return encoded.build();
    }

    private static Cluster.ClusterMessage.ForCoordinator encode(ClusterMessage.ForCoordinator batch) {
        Cluster.ClusterMessage.ForCoordinator.Builder encoded = Cluster.ClusterMessage.ForCoordinator.newBuilder()
                .setJob(batch.job().value())
                .setNode(batch.node().value())
                .setEpoch(batch.epoch())
                .setSequence(batch.sequence())
                .setReceived(batch.received());
        for (ToCoordinator message : batch.messages()) {
            encoded.addMessages(NodeMapping.encode(message));
        }
        return encoded.build();
    }

    private static Cluster.ClusterMessage.NodeAlive encode(ClusterMessage.NodeAlive alive) {
        Cluster.ClusterMessage.NodeAlive.Builder encoded = Cluster.ClusterMessage.NodeAlive.newBuilder()
                .setNode(alive.node().value())
                .setSequence(alive.sequence())
                .setEpoch(alive.epoch());
        for (JobId job : alive.jobs()) {
            encoded.addJobs(job.value());
        }
        return encoded.build();
    }

    private static Cluster.ClusterMessage.JobLog encode(ClusterMessage.JobLog log) {
        Cluster.ClusterMessage.JobLog.Builder encoded = Cluster.ClusterMessage.JobLog.newBuilder()
                .setJob(log.job().value())
                .setNode(log.node().value());
        for (String line : log.lines()) {
            encoded.addLines(Utf8.encodable(line));
        }
        return encoded.build();
    }

    static ClusterMessage clusterMessage(Cluster.ClusterMessage message) {
        return switch (message.getKindCase()) {
            case REGISTER_NODE -> registerNode(message.getRegisterNode());
            case NODE_REGISTERED ->
                new ClusterMessage.NodeRegistered(
                        new NodeId(message.getNodeRegistered().getNode()),
                        Require.notNegative("epoch", message.getNodeRegistered().getEpoch()),
                        message.getNodeRegistered().getReplyTo());
            case NODE_REFUSED -> nodeRefused(message.getNodeRefused());
            case NODE_ALIVE -> nodeAlive(message.getNodeAlive());
            case NODE_LEAVING ->
                new ClusterMessage.NodeLeaving(
                        new NodeId(message.getNodeLeaving().getNode()));
            case START_JOB -> startJob(message.getStartJob());
            case SHARE_LANES ->
                new ClusterMessage.ShareLanes(
                        Require.notNegative("epoch", message.getShareLanes().getEpoch()),
                        new JobId(message.getShareLanes().getJob()),
                        Require.notNegative("lanes", message.getShareLanes().getLanes()));
            case DRAIN_NODE ->
                new ClusterMessage.DrainNode(
                        Require.notNegative("epoch", message.getDrainNode().getEpoch()),
                        new NodeId(message.getDrainNode().getNode()));
            case STOP_JOB ->
                new ClusterMessage.StopJob(
                        Require.notNegative("epoch", message.getStopJob().getEpoch()),
                        new JobId(message.getStopJob().getJob()),
                        message.getStopJob().getWhy());
            case FOR_NODE -> forNode(message.getForNode());
            case FOR_COORDINATOR -> forCoordinator(message.getForCoordinator());
            case BLOB_WANTED ->
                new ClusterMessage.BlobWanted(
                        LeaseMapping.blob(message.getBlobWanted().getBlob()),
                        Require.notNegative("offset", message.getBlobWanted().getOffset()),
                        Require.notNegative("length", message.getBlobWanted().getLength()),
                        message.getBlobWanted().getReplyTo());
            case BLOB_CHUNK ->
                new ClusterMessage.BlobChunk(
                        LeaseMapping.blob(message.getBlobChunk().getBlob()),
                        Require.notNegative("offset", message.getBlobChunk().getOffset()),
                        message.getBlobChunk().getBytes().toByteArray());
            case BLOB_MISSING ->
                new ClusterMessage.BlobMissing(
                        LeaseMapping.blob(message.getBlobMissing().getBlob()));
            case JOB_LOG ->
                new ClusterMessage.JobLog(
                        new JobId(message.getJobLog().getJob()),
                        new NodeId(message.getJobLog().getNode()),
                        List.copyOf(message.getJobLog().getLinesList()));
            default -> throw new MalformedMessageException("message between processes: of no known kind");
        };
    }

    private static ClusterMessage registerNode(Cluster.ClusterMessage.RegisterNode register) {
        return new ClusterMessage.RegisterNode(
                new NodeId(register.getNode()),
                Require.notNegative("lanes", register.getLanes()),
                register.getVersion(),
                register.getJavaVersion(),
                Require.notNegative("epoch", register.getEpoch()),
                register.getReplyTo());
    }

    private static ClusterMessage nodeRefused(Cluster.ClusterMessage.NodeRefused refused) {
        Require.present("node_refused.why", refused.hasWhy());
        return new ClusterMessage.NodeRefused(new NodeId(refused.getNode()), JobMapping.failure(refused.getWhy()));
    }

    private static ClusterMessage nodeAlive(Cluster.ClusterMessage.NodeAlive alive) {
        List<JobId> jobs = new ArrayList<>(alive.getJobsCount());
        for (String job : alive.getJobsList()) {
            jobs.add(new JobId(job));
        }
        return new ClusterMessage.NodeAlive(
                new NodeId(alive.getNode()),
                Require.notNegative("sequence", alive.getSequence()),
                Require.notNegative("epoch", alive.getEpoch()),
                Collections.unmodifiableList(jobs));
    }

    private static ClusterMessage startJob(Cluster.ClusterMessage.StartJob start) {
        return new ClusterMessage.StartJob(
                Require.notNegative("epoch", start.getEpoch()),
                JobMapping.spec(start.getSpec()),
                Require.notNegative("lanes", start.getLanes()),
                start.getCoordinator(),
                Require.notNegative("keep_millis", start.getKeepMillis()));
    }

    private static ClusterMessage forNode(Cluster.ClusterMessage.ForNode batch) {
        PathReader paths = new PathReader();
        List<ToNode> messages = new ArrayList<>(batch.getMessagesCount());
        for (Cluster.ToNode message : batch.getMessagesList()) {
            messages.add(NodeMapping.toNode(message, paths));
        }
        return new ClusterMessage.ForNode(
                new JobId(batch.getJob()),
                Require.notNegative("epoch", batch.getEpoch()),
                Require.notNegative("sequence", batch.getSequence()),
                Require.notNegative("received", batch.getReceived()),
                Collections.unmodifiableList(messages));
    }

    private static ClusterMessage forCoordinator(Cluster.ClusterMessage.ForCoordinator batch) {
        PathReader paths = new PathReader();
        List<ToCoordinator> messages = new ArrayList<>(batch.getMessagesCount());
        for (Cluster.ToCoordinator message : batch.getMessagesList()) {
            messages.add(NodeMapping.toCoordinator(message, paths));
        }
        return new ClusterMessage.ForCoordinator(
                new JobId(batch.getJob()),
                new NodeId(batch.getNode()),
                Require.notNegative("epoch", batch.getEpoch()),
                Require.notNegative("sequence", batch.getSequence()),
                Require.notNegative("received", batch.getReceived()),
                Collections.unmodifiableList(messages));
    }
}
