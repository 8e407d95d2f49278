package dev.cleave.core.coordination;

import dev.cleave.core.lease.Lease;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives pending leases to nodes: the largest lease to the node that needs most per lane; suspects to quiet nodes. */
final class LeaseGranter {

    private final PendingQueue pending;
    private final NodeTable nodes;
    private final LeaseBook book;

    LeaseGranter(PendingQueue pending, NodeTable nodes, LeaseBook book) {
        this.pending = pending;
        this.nodes = nodes;
        this.book = book;
    }

    /** Gives out what can be given out now. */
    void grant(long now) {
        grantSuspects(now);
        grantBesides(now);
        while (true) {
            NodeRecord node = nodes.hungriest();
            LeaseRecord lease = pending.largest();
            if (node == null || lease == null) {
                return;
            }
            book.grant(lease, node, Lease.Care.NORMAL, now);
        }
    }

    /** Leases that take no lane go to the node that has the fewest of them, however busy its lanes are. */
    private void grantBesides(long now) {
        for (LeaseRecord lease = pending.nextBeside(); lease != null; lease = pending.nextBeside()) {
            NodeRecord least = null;
            for (NodeRecord node : nodes.in(NodeRecord.Standing.ALIVE)) {
                if (node.mayRunBeside() && (least == null || node.besides < least.besides)) {
                    least = node;
                }
            }
            if (least == null) {
                return;
            }
            book.grant(lease, least, Lease.Care.NORMAL, now);
        }
    }

    private void grantSuspects(long now) {
        if (pending.suspects() == 0) {
            return;
        }
        breakUp();
        List<NodeRecord> quiet = new ArrayList<>();
        for (NodeRecord node : nodes.in(NodeRecord.Standing.ALIVE)) {
            if (node.isQuiet() && node.careful == null) {
                quiet.add(node);
            }
        }
        // Emptiest last, as they are taken from the end; of two such, the one that died less often.
        quiet.sort((a, b) -> a.held.size() != b.held.size()
                ? Integer.compare(b.held.size(), a.held.size())
                : Integer.compare(b.deadRunners.size(), a.deadRunners.size()));
        LeaseRecord suspect = pending.nextSuspect();
        while (suspect != null && !quiet.isEmpty()) {
            book.grant(suspect, quiet.remove(quiet.size() - 1), Suspects.careFor(suspect), now);
            suspect = pending.nextSuspect();
        }
        reserve(suspect);
    }

    /**
     * Takes a suspect back that does nothing but wait, when every node has one of those and another must be run first. It is
     * granted again when what it waits for is known.
     */
    private void breakUp() {
        LeaseRecord waiting = pending.nextSuspect();
        LeaseRecord deepest = null;
        for (NodeRecord node : nodes.in(NodeRecord.Standing.ALIVE)) {
            if (waiting == null || node.lanes > 0 && (node.careful == null || !node.isQuiet())) {
                return;
            }
            LeaseRecord careful = node.careful;
            if (careful != null && node.isQuiet() && (deepest == null || careful.depth > deepest.depth)) {
                deepest = careful;
            }
        }
        if (deepest != null) {
            book.takeBack(deepest);
        }
    }

    /** Keeps one node free for a suspect that waits, or none if there is no such suspect. */
    private void reserve(@Nullable LeaseRecord waiting) {
        NodeRecord best = null;
        for (NodeRecord node : nodes.in(NodeRecord.Standing.ALIVE)) {
            if (node.reserved) {
                if (waiting != null && node.careful == null) {
                    return;
                }
                nodes.change(node, () -> node.reserved = false);
            }
            if (node.careful == null
                    && node.lanes > 0
                    && (best == null || node.busyLanes + node.unstarted < best.busyLanes + best.unstarted)) {
                best = node;
            }
        }
        if (waiting != null && best != null) {
            NodeRecord chosen = best;
            nodes.change(chosen, () -> chosen.reserved = true);
        }
    }

    /** Whether a suspect waits for a quiet node. */
    boolean suspectWaits() {
        return pending.suspects() > 0 && pending.ordinary() == 0 && book.granted() == 0;
    }
}
