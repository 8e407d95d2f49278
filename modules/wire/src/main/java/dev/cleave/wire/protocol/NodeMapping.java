package dev.cleave.wire.protocol;

import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Cost;
import dev.cleave.wire.proto.v1.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What coordinators and nodes say to each other about one job, to protobuf and back. */
final class NodeMapping {

    private NodeMapping() {}

    static Cluster.ToNode encode(ToNode message) {
        Cluster.ToNode.Builder encoded = Cluster.ToNode.newBuilder();
        if (message instanceof ToNode.Grant grant) {
            encoded.setGrant(LeaseMapping.encode(grant.lease()));
        } else if (message instanceof ToNode.AskToShed ask) {
            encoded.setAskToShed(
                    Cluster.ToNode.AskToShed.newBuilder().setCount(ask.count()).setLeastNanos(ask.leastNanos()));
        } else if (message instanceof ToNode.Deliver deliver) {
            encoded.setDeliver(Cluster.ToNode.Deliver.newBuilder()
                    .setKey(LeaseMapping.encode(deliver.key()))
                    .setResult(LeaseMapping.encode(deliver.result()))
                    .setMeasured(LeaseMapping.encode(deliver.measured())));
        } else if (message instanceof ToNode.Acknowledge acknowledge) {
            encoded.setAcknowledge(
                    Cluster.ToNode.Acknowledge.newBuilder().addAllKeys(LeaseMapping.encodeKeys(acknowledge.keys())));
        } else if (message instanceof ToNode.BestKnown best) {
            encoded.setBestKnown(SearchMapping.encode(best.cost()));
        } else {
            encoded.setRevoke(LeaseMapping.encode(((ToNode.Revoke) message).lease()));
        }
        return encoded.build();
    }

    static ToNode toNode(Cluster.ToNode message, PathReader paths) {
        return switch (message.getKindCase()) {
            case GRANT -> new ToNode.Grant(LeaseMapping.lease(message.getGrant(), paths));
            case ASK_TO_SHED ->
                new ToNode.AskToShed(
                        Require.notNegative("count", message.getAskToShed().getCount()),
                        Require.notNegative(
                                "least_nanos", message.getAskToShed().getLeastNanos()));
            case DELIVER -> deliver(message.getDeliver());
            case ACKNOWLEDGE ->
                new ToNode.Acknowledge(
                        LeaseMapping.keys(message.getAcknowledge().getKeysList()));
            case REVOKE -> new ToNode.Revoke(LeaseMapping.id(message.getRevoke()));
            case BEST_KNOWN -> new ToNode.BestKnown(message.getBestKnown().getCost());
            default -> throw new MalformedMessageException("message to a node: of no known kind");
        };
    }

    private static ToNode deliver(Cluster.ToNode.Deliver deliver) {
        Require.present("deliver.key", deliver.hasKey());
        return new ToNode.Deliver(
                LeaseMapping.key(deliver.getKey()),
                LeaseMapping.payload("deliver.result", deliver.hasResult(), deliver.getResult()),
                LeaseMapping.measured(deliver.getMeasured()));
    }

    static Cluster.ToCoordinator encode(ToCoordinator message) {
        Cluster.ToCoordinator.Builder encoded = Cluster.ToCoordinator.newBuilder();
        if (message instanceof ToCoordinator.Heartbeat heartbeat) {
            encoded.setHeartbeat(encode(heartbeat));
        } else if (message instanceof ToCoordinator.Finished finished) {
            encoded.setFinished(Cluster.ToCoordinator.Finished.newBuilder()
                    .setLease(LeaseMapping.encode(finished.lease()))
                    .setResult(LeaseMapping.encode(finished.result()))
                    .setMeasured(LeaseMapping.encode(finished.measured()))
                    .setText(Utf8.encodable(finished.text())));
        } else if (message instanceof ToCoordinator.Shed shed) {
            encoded.setShed(
                    Cluster.ToCoordinator.Shed.newBuilder().addAllChildren(LeaseMapping.encodeShed(shed.children())));
        } else if (message instanceof ToCoordinator.Returned returned) {
            encoded.setReturned(Cluster.ToCoordinator.Returned.newBuilder()
                    .addAllLeases(LeaseMapping.encodeIds(returned.leases())));
        } else if (message instanceof ToCoordinator.Checkpoint checkpoint) {
            encoded.setCheckpoint(Cluster.ToCoordinator.Checkpoint.newBuilder()
                    .setLease(LeaseMapping.encode(checkpoint.lease()))
                    .addAllFinished(LeaseMapping.encodeFinished(checkpoint.finished())));
        } else if (message instanceof ToCoordinator.LeaseFailed failed) {
            encoded.setLeaseFailed(Cluster.ToCoordinator.LeaseFailed.newBuilder()
                    .setLease(LeaseMapping.encode(failed.lease()))
                    .setPath(PathWriter.alone(failed.path()))
                    .setFailure(JobMapping.encode(failed.failure())));
        } else if (message instanceof ToCoordinator.RunnerDied died) {
            encoded.setRunnerDied(Cluster.ToCoordinator.RunnerDied.newBuilder()
                    .setRunner(died.runner())
                    .addAllRunning(LeaseMapping.encodeIds(died.running()))
                    .addAllOthers(LeaseMapping.encodeIds(died.others()))
                    .setCause(Utf8.encodable(died.cause()))
                    .setTracedPath(PathWriter.alone(died.tracedPath())));
        } else if (message instanceof ToCoordinator.Improved improved) {
            encoded.setImproved(SearchMapping.encode(improved.found()));
        } else {
            encoded.setJobNotStarted(JobMapping.encode(((ToCoordinator.JobNotStarted) message).failure()));
        }
        return encoded.build();
    }

    private static Cluster.ToCoordinator.Heartbeat encode(ToCoordinator.Heartbeat heartbeat) {
        Cluster.ToCoordinator.Heartbeat.Builder encoded = Cluster.ToCoordinator.Heartbeat.newBuilder()
                .setSequence(heartbeat.sequence())
                .setLanes(heartbeat.lanes())
                .setBusyLanes(heartbeat.busyLanes())
                .setWanted(heartbeat.wanted())
                .setOpenPieces(heartbeat.openPieces())
                .setBusyNanos(heartbeat.busyNanos())
                .addAllUnacknowledged(LeaseMapping.encodeKeys(heartbeat.unacknowledged()))
                .addAllAwaited(LeaseMapping.encodeKeys(heartbeat.awaited()))
                .setComplete(heartbeat.complete());
        if (heartbeat.bestKnown() != Cost.NONE) {
            encoded.setBestKnown(heartbeat.bestKnown());
        }
        for (ToCoordinator.HeldLease held : heartbeat.held()) {
            encoded.addHeld(Cluster.ToCoordinator.HeldLease.newBuilder()
                    .setId(LeaseMapping.encode(held.id()))
                    .setStarted(held.started())
                    .setFinishedWeight(held.finishedWeight()));
        }
        return encoded.build();
    }

    static ToCoordinator toCoordinator(Cluster.ToCoordinator message, PathReader paths) {
        return switch (message.getKindCase()) {
            case HEARTBEAT -> heartbeat(message.getHeartbeat());
            case FINISHED -> finished(message.getFinished());
            case SHED ->
                new ToCoordinator.Shed(LeaseMapping.shed(message.getShed().getChildrenList(), paths));
            case RETURNED ->
                new ToCoordinator.Returned(
                        LeaseMapping.ids(message.getReturned().getLeasesList()));
            case CHECKPOINT -> checkpoint(message.getCheckpoint(), paths);
            case LEASE_FAILED -> leaseFailed(message.getLeaseFailed(), paths);
            case RUNNER_DIED ->
                new ToCoordinator.RunnerDied(
                        Require.notNegative("runner", message.getRunnerDied().getRunner()),
                        LeaseMapping.ids(message.getRunnerDied().getRunningList()),
                        LeaseMapping.ids(message.getRunnerDied().getOthersList()),
                        message.getRunnerDied().getCause(),
                        paths.alone(message.getRunnerDied().getTracedPath()));
            case JOB_NOT_STARTED -> new ToCoordinator.JobNotStarted(JobMapping.failure(message.getJobNotStarted()));
            case IMPROVED -> new ToCoordinator.Improved(SearchMapping.found(message.getImproved()));
            default -> throw new MalformedMessageException("message to a coordinator: of no known kind");
        };
    }

    private static ToCoordinator heartbeat(Cluster.ToCoordinator.Heartbeat heartbeat) {
        List<ToCoordinator.HeldLease> held = new ArrayList<>(heartbeat.getHeldCount());
        for (Cluster.ToCoordinator.HeldLease lease : heartbeat.getHeldList()) {
            Require.present("held.id", lease.hasId());
            held.add(new ToCoordinator.HeldLease(
                    LeaseMapping.id(lease.getId()),
                    lease.getStarted(),
                    Require.notNegative("held.finished_weight", lease.getFinishedWeight())));
        }
        return new ToCoordinator.Heartbeat(
                Require.notNegative("sequence", heartbeat.getSequence()),
                Require.notNegative("lanes", heartbeat.getLanes()),
                Require.notNegative("busy_lanes", heartbeat.getBusyLanes()),
                Require.notNegative("wanted", heartbeat.getWanted()),
                Require.notNegative("open_pieces", heartbeat.getOpenPieces()),
                Require.notNegative("busy_nanos", heartbeat.getBusyNanos()),
                Collections.unmodifiableList(held),
                LeaseMapping.keys(heartbeat.getUnacknowledgedList()),
                LeaseMapping.keys(heartbeat.getAwaitedList()),
                heartbeat.getComplete(),
                heartbeat.hasBestKnown() ? heartbeat.getBestKnown() : Cost.NONE);
    }

    private static ToCoordinator finished(Cluster.ToCoordinator.Finished finished) {
        Require.present("finished.lease", finished.hasLease());
        return new ToCoordinator.Finished(
                LeaseMapping.id(finished.getLease()),
                LeaseMapping.payload("finished.result", finished.hasResult(), finished.getResult()),
                LeaseMapping.measured(finished.getMeasured()),
                finished.getText());
    }

    private static ToCoordinator checkpoint(Cluster.ToCoordinator.Checkpoint checkpoint, PathReader paths) {
        Require.present("checkpoint.lease", checkpoint.hasLease());
        return new ToCoordinator.Checkpoint(
                LeaseMapping.id(checkpoint.getLease()), LeaseMapping.finished(checkpoint.getFinishedList(), paths));
    }

    private static ToCoordinator leaseFailed(Cluster.ToCoordinator.LeaseFailed failed, PathReader paths) {
        Require.present("lease_failed.lease", failed.hasLease());
        Require.present("lease_failed.failure", failed.hasFailure());
        return new ToCoordinator.LeaseFailed(
                LeaseMapping.id(failed.getLease()),
                paths.alone(failed.getPath()),
                JobMapping.failure(failed.getFailure()));
    }
}
