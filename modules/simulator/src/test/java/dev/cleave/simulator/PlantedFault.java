package dev.cleave.simulator;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.simulator.cluster.Meddling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A mistake that somebody could make in the protocol, put in from outside. */
enum PlantedFault {
    A_RESULT_IS_SENT_ONLY_ONCE(() -> new Meddling() {
        private final Set<LeaseId> sent = new HashSet<>();

        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            if (!(message instanceof ToCoordinator.Finished finished) || sent.add(finished.lease())) {
                pass.accept(message);
            }
        }
    }),
    A_RESULT_IS_ACKNOWLEDGED_BEFORE_IT_IS_KEPT(() -> new Meddling() {
        @Override
        public void atCoordinator(
                NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
            if (message instanceof ToCoordinator.Finished finished
                    && oneIn(5, finished.lease().key())) {
                answer.accept(new ToNode.Acknowledge(List.of(Receipt.ended(finished.lease()))));
            } else {
                pass.accept(message);
            }
        }
    }),
    A_SHED_IS_ACKNOWLEDGED_BEFORE_IT_IS_KEPT(() -> new Meddling() {
        @Override
        public void atCoordinator(
                NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
            if (message instanceof ToCoordinator.Shed shed
                    && !shed.children().isEmpty()
                    && oneIn(5, keyOf(shed.children().get(0)))) {
                List<PathKey> receipts = new ArrayList<>();
                shed.children().forEach(child -> receipts.add(Receipt.shed(child.parent(), keyOf(child))));
                answer.accept(new ToNode.Acknowledge(receipts));
            } else {
                pass.accept(message);
            }
        }
    }),
    THE_ATTEMPT_OF_A_SHED_IS_NOT_CHECKED(() -> new Meddling() {
        private final Map<PathKey, Integer> attempts = new HashMap<>();

        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (message instanceof ToNode.Grant grant) {
                attempts.merge(grant.lease().id().key(), grant.lease().id().attempt(), Math::max);
            }
            pass.accept(message);
        }

        @Override
        public void atCoordinator(
                NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
            if (message instanceof ToCoordinator.Shed shed) {
                List<ShedChild> children = new ArrayList<>();
                for (ShedChild child : shed.children()) {
                    PathKey parent = child.parent().key();
                    children.add(new ShedChild(
                            new LeaseId(parent, attempts.getOrDefault(parent, 1)),
                            child.path(),
                            child.weight(),
                            child.problem(),
                            child.problemDigest()));
                }
                pass.accept(new ToCoordinator.Shed(children));
            } else {
                pass.accept(message);
            }
        }
    }),
    A_LOST_GRANT_IS_NOT_SENT_AGAIN(() -> new Meddling() {
        private final Set<LeaseId> sent = new HashSet<>();

        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (!(message instanceof ToNode.Grant grant)
                    || sent.add(grant.lease().id())) {
                pass.accept(message);
            }
        }
    }),
    A_LOST_RESULT_IS_NOT_DELIVERED_AGAIN(() -> new Meddling() {
        private final Set<String> sent = new HashSet<>();

        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (!(message instanceof ToNode.Deliver deliver) || sent.add(node + " " + deliver.key())) {
                pass.accept(message);
            }
        }
    }),
    HEARTBEATS_FORGET_WHAT_IS_AWAITED(() -> new Meddling() {
        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            if (message instanceof ToCoordinator.Heartbeat beat) {
                pass.accept(new ToCoordinator.Heartbeat(
                        beat.sequence(),
                        beat.lanes(),
                        beat.busyLanes(),
                        beat.wanted(),
                        beat.openPieces(),
                        beat.busyNanos(),
                        beat.held(),
                        beat.unacknowledged(),
                        List.of(),
                        beat.complete()));
            } else {
                pass.accept(message);
            }
        }
    }),
    NOTHING_IS_REVOKED(() -> new Meddling() {
        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (!(message instanceof ToNode.Revoke)) {
                pass.accept(message);
            }
        }
    }),
    A_NEW_ATTEMPT_IS_NOT_TOLD_WHAT_IS_KNOWN(() -> new Meddling() {
        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (message instanceof ToNode.Grant grant && !grant.lease().known().isEmpty()) {
                Lease lease = grant.lease();
                pass.accept(new ToNode.Grant(new Lease(
                        lease.id(),
                        lease.epoch(),
                        lease.depth(),
                        lease.weight(),
                        lease.problem(),
                        List.of(),
                        lease.care())));
            } else {
                pass.accept(message);
            }
        }
    }),
    A_DOUBLED_RESULT_IS_NOT_NOTICED(() -> new Meddling() {
        @Override
        public void toRunner(NodeId node, ToRunner message, Consumer<ToRunner> pass) {
            pass.accept(message);
            if (message instanceof ToRunner.DeliverResult deliver && oneIn(5, deliver.key())) {
                pass.accept(message);
            }
        }
    }),
    A_DOUBLED_GRANT_IS_NOT_NOTICED(() -> new Meddling() {
        @Override
        public void toRunner(NodeId node, ToRunner message, Consumer<ToRunner> pass) {
            pass.accept(message);
            if (message instanceof ToRunner.RunLease run
                    && oneIn(5, run.lease().id().key())) {
                pass.accept(message);
            }
        }
    }),
    A_RESULT_GOES_TO_ANOTHER_CHILD(() -> new Meddling() {
        private Payload last = new Payload.Inline(new byte[0]);

        @Override
        public void fromCoordinator(NodeId node, ToNode message, Consumer<ToNode> pass) {
            if (message instanceof ToNode.Deliver deliver) {
                Payload other = oneIn(5, deliver.key()) && last.size() > 0 ? last : deliver.result();
                last = deliver.result();
                pass.accept(new ToNode.Deliver(deliver.key(), other, deliver.measured()));
            } else {
                pass.accept(message);
            }
        }
    }),
    THE_DEATH_OF_A_RUNNER_IS_NOT_TOLD(() -> new Meddling() {
        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            if (!(message instanceof ToCoordinator.RunnerDied)) {
                pass.accept(message);
            }
        }
    }),
    AN_OLD_HEARTBEAT_COUNTS_LIKE_A_NEW_ONE(() -> new Meddling() {
        private long sequence;

        @Override
        public void atCoordinator(
                NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
            if (message instanceof ToCoordinator.Heartbeat beat) {
                pass.accept(new ToCoordinator.Heartbeat(
                        sequence++,
                        beat.lanes(),
                        beat.busyLanes(),
                        beat.wanted(),
                        beat.openPieces(),
                        beat.busyNanos(),
                        beat.held(),
                        beat.unacknowledged(),
                        beat.awaited(),
                        beat.complete()));
            } else {
                pass.accept(message);
            }
        }
    }),
    A_SHED_IS_ACKNOWLEDGED_LIKE_THE_RESULT(() -> new Meddling() {
        @Override
        public void atCoordinator(
                NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass, Consumer<ToNode> answer) {
            pass.accept(message);
            if (message instanceof ToCoordinator.Shed shed && !shed.children().isEmpty()) {
                List<PathKey> receipts = new ArrayList<>();
                shed.children().forEach(child -> receipts.add(Receipt.ended(new LeaseId(keyOf(child), 1))));
                answer.accept(new ToNode.Acknowledge(receipts));
            }
        }
    }),
    A_LEASE_GIVEN_BACK_IS_FORGOTTEN(() -> new Meddling() {
        @Override
        public void fromNode(NodeId node, ToCoordinator message, Consumer<ToCoordinator> pass) {
            if (!(message instanceof ToCoordinator.Returned)) {
                pass.accept(message);
            }
        }
    }),
    THE_LOSS_OF_A_NODE_IS_IGNORED(() -> new Meddling() {
        @Override
        public boolean tellsOfLoss(NodeId node) {
            return false;
        }
    });

    private final Supplier<Meddling> meddling;

    PlantedFault(Supplier<Meddling> meddling) {
        this.meddling = meddling;
    }

    /** The mistake, for one run. */
    Meddling meddling() {
        return meddling.get();
    }

    private static PathKey keyOf(ShedChild child) {
        return child.parent().key().descendant(child.path());
    }

    private static boolean oneIn(int many, PathKey key) {
        return Long.remainderUnsigned(key.low(), many) == 0;
    }
}
