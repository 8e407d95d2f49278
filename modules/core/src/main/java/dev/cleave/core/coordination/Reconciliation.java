package dev.cleave.core.coordination;

import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator.Heartbeat;
import dev.cleave.core.protocol.ToCoordinator.HeldLease;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what a node says it holds with what it should hold, and repairs the difference.
 *
 * <p>Why this is enough: each attempt is given to one node only and ends there at most once. So a lease that was seen in
 * a heartbeat and is missing in a later one, without a receipt outstanding, is not there any more; one that was never
 * seen has not arrived, and may be sent again; one that is listed but is not the present attempt is not wanted.
 */
final class Reconciliation {

    private final CoordinationSettings settings;
    private final CoordinationPort port;
    private final LeaseTree tree;
    private final NodeTable nodes;
    private final LeaseBook book;
    private final ProgressTally progress;
    private final BestFound best;
    private final SessionBook session;

    Reconciliation(
            CoordinationSettings settings,
            CoordinationPort port,
            LeaseTree tree,
            NodeTable nodes,
            LeaseBook book,
            ProgressTally progress,
            BestFound best,
            SessionBook session) {
        this.settings = settings;
        this.port = port;
        this.tree = tree;
        this.nodes = nodes;
        this.book = book;
        this.progress = progress;
        this.best = best;
        this.session = session;
    }

    /** Takes in a heartbeat; an older one than the last is ignored. */
    void heartbeat(NodeRecord node, Heartbeat heartbeat, long now) {
        if (heartbeat.sequence() <= node.lastSequence) {
            return;
        }
        boolean busier = heartbeat.busyLanes() > node.busyLanes;
        nodes.change(node, () -> {
            node.lastSequence = heartbeat.sequence();
            node.heardAt = now;
            node.lanes = heartbeat.lanes();
            node.busyLanes = heartbeat.busyLanes();
            node.wanted = heartbeat.wanted();
            node.openPieces = heartbeat.openPieces();
            node.busyNanos = heartbeat.busyNanos();
            node.notStarted = heartbeat.lanes() > 0 ? null : node.notStarted;
            if (busier && node.backOffNanos > 0 && node.asked == 0) {
                node.backOffNanos = settings.askMinNanos();
            }
        });
        best.heard(node, heartbeat.bestKnown());
        for (HeldLease held : heartbeat.held()) {
            compare(node, held, now);
        }
        if (heartbeat.complete()) {
            findMissing(node, heartbeat, now);
        }
        int delivered = 0;
        for (PathKey key : heartbeat.awaited()) {
            if (delivered >= settings.deliveriesAtOnce()) {
                break;
            }
            if (book.deliverAgain(tree.entry(key), node, now)) {
                delivered++;
            }
        }
    }

    private void compare(NodeRecord node, HeldLease held, long now) {
        LeaseId id = held.id();
        LeaseRecord lease = tree.lease(id.key());
        if (lease == null || lease.attempt != id.attempt()) {
            port.send(node.id, new ToNode.Revoke(id));
            return;
        }
        if (lease.is(LeaseState.PENDING) && lease.lostWith == node && node.isThere()) {
            book.adopt(lease, node, now);
        }
        if (!lease.isHeldBy(node)) {
            port.send(node.id, new ToNode.Revoke(id));
            return;
        }
        lease.seenIn = node.lastSequence;
        if (held.started() && !lease.started) {
            session.started(lease);
        }
        if (!lease.confirmed || (held.started() && !lease.started)) {
            nodes.change(node, () -> {
                node.count(lease, -1);
                lease.confirmed = true;
                lease.started |= held.started();
                node.count(lease, 1);
            });
        }
        if (held.finishedWeight() != lease.finishedWeight) {
            lease.finishedWeight = held.finishedWeight();
            progress.count(lease, held.finishedWeight() + lease.known.promisedWeight());
        }
    }

    private void findMissing(NodeRecord node, Heartbeat heartbeat, long now) {
        List<LeaseRecord> missing = new ArrayList<>();
        for (LeaseRecord lease : node.held.values()) {
            if (lease.seenIn != node.lastSequence
                    && (lease.confirmed || now - lease.sentAt >= settings.repeatNanos())) {
                missing.add(lease);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        Set<PathKey> unacknowledged = new HashSet<>(heartbeat.unacknowledged());
        for (LeaseRecord lease : missing) {
            if (unacknowledged.contains(Receipt.ended(lease.id()))) {
                continue;
            }
            if (lease.confirmed) {
                book.lose(lease, false);
            } else {
                book.grantAgain(lease, node, now);
            }
        }
    }
}
