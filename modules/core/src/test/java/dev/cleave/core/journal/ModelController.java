package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A coordinator as far as recovery goes, with the same rules of intake as the real one: its state is what its own records
 * make of an image, so that nothing can be in its head that it did not record.
 */
final class ModelController {

    private final JobImage image;
    private final JournalWriter writer;
    private final Takeover takeover;

    ModelController(JobImage image, JournalWriter writer, long epoch) {
        this.image = image;
        this.writer = writer;
        record(new JournalRecord.Begun(epoch, image.term() + 1));
        this.takeover = new Takeover(image);
    }

    JobImage image() {
        return image;
    }

    private void record(JournalRecord record) {
        writer.decided(record);
        image.apply(record);
    }

    void receive(NodeId from, ToCoordinator message) {
        if (image.outcome() != null) {
            return;
        }
        if (message instanceof ToCoordinator.Finished finished) {
            finished(from, finished);
        } else if (message instanceof ToCoordinator.Shed shed) {
            shed.children().forEach(child -> keep(from, child));
        } else if (message instanceof ToCoordinator.Checkpoint checkpoint) {
            checkpoint.finished().forEach(child -> report(checkpoint.lease(), child));
        } else if (message instanceof ToCoordinator.Heartbeat heartbeat) {
            heartbeat(from, heartbeat);
        }
    }

    private void finished(NodeId from, ToCoordinator.Finished finished) {
        LeaseImage lease = image.lease(finished.lease().key());
        if (lease != null && lease.result() == null) {
            NodeId holder = lease.holder();
            if (holder != null && !(holder.equals(from) && lease.id().equals(finished.lease()))) {
                writer.send(holder, new ToNode.Revoke(lease.id()));
            }
            record(new JournalRecord.Finished(lease.key(), finished.result(), finished.measured()));
            if (lease.parent() == null) {
                writer.ended(new Outcome.Succeeded(finished.result(), finished.measured()));
            }
        }
        writer.send(from, new ToNode.Acknowledge(List.of(Receipt.ended(finished.lease()))));
    }

    private void keep(NodeId from, ShedChild child) {
        LeaseImage parent = image.lease(child.parent().key());
        if (parent != null
                && parent.result() == null
                && parent.attempt() == child.parent().attempt()
                && parent.atOrAbove(child.path()) == null) {
            record(new JournalRecord.Shed(child));
        }
        PathKey key = child.parent().key().descendant(child.path());
        writer.send(from, new ToNode.Acknowledge(List.of(Receipt.shed(child.parent(), key))));
    }

    private void report(LeaseId id, FinishedChild child) {
        LeaseImage lease = image.lease(id.key());
        if (lease != null && lease.result() == null && lease.attempt() == id.attempt()) {
            KeptImage above = lease.atOrAbove(child.path());
            if (above == null || (above.path().equals(child.path()) && above.result() == null)) {
                record(new JournalRecord.Reported(id.key(), child));
            }
        }
    }

    private void heartbeat(NodeId from, ToCoordinator.Heartbeat heartbeat) {
        for (ToCoordinator.HeldLease held : heartbeat.held()) {
            if (takeover.judge(from, held.id()) == Takeover.Verdict.REVOKE) {
                writer.send(from, new ToNode.Revoke(held.id()));
            }
        }
        takeover.heard(from, heartbeat).forEach(this::lose);
        Set<LeaseId> holds = new HashSet<>();
        heartbeat.held().forEach(held -> holds.add(held.id()));
        for (LeaseImage lease : List.copyOf(image.leases())) {
            if (from.equals(lease.holder())
                    && !takeover.isPresumed(lease.key())
                    && !holds.contains(lease.id())
                    && !heartbeat.unacknowledged().contains(Receipt.ended(lease.id()))) {
                lose(lease.key());
            }
        }
        for (PathKey key : heartbeat.awaited()) {
            Payload result = result(key);
            if (result != null) {
                writer.send(from, new ToNode.Deliver(key, result, Measured.NOTHING));
            }
        }
    }

    private Payload result(PathKey key) {
        for (LeaseImage lease : image.leases()) {
            if (lease.key().equals(key)) {
                return lease.result();
            }
            for (KeptImage under : lease.under()) {
                if (under.key().equals(key)) {
                    return under.result();
                }
            }
        }
        return null;
    }

    private void lose(PathKey key) {
        LeaseImage lease = image.lease(key);
        if (lease != null && lease.holder() != null) {
            record(new JournalRecord.Lost(lease.id(), lease.deaths()));
        }
    }

    void lost(NodeId node) {
        if (image.outcome() == null) {
            takeover.givenUp(node).forEach(this::lose);
            for (LeaseImage lease : List.copyOf(image.leases())) {
                if (node.equals(lease.holder())) {
                    lose(lease.key());
                }
            }
        }
    }

    /** The leases that may be granted. */
    List<LeaseImage> pending() {
        List<LeaseImage> pending = new ArrayList<>();
        for (LeaseImage lease : image.leases()) {
            if (image.outcome() == null && lease.result() == null && lease.holder() == null) {
                pending.add(lease);
            }
        }
        return pending;
    }

    void grant(LeaseImage lease, NodeId node) {
        LeaseId id = new LeaseId(lease.key(), image.nextAttempt(lease));
        record(new JournalRecord.Granted(id, node));
        List<KnownChild> known = lease.under().stream()
                .map(under -> new KnownChild(under.path(), under.weight(), under.problemDigest()))
                .toList();
        writer.send(
                node,
                new ToNode.Grant(
                        new Lease(id, image.epoch(), 0, lease.weight(), lease.problem(), known, Lease.Care.NORMAL)));
    }
}
