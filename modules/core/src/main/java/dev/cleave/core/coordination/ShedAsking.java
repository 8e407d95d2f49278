package dev.cleave.core.coordination;

import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks nodes to shed when others are short of work.
 *
 * <p>At first the holder of the root is asked for several pieces per lane of all nodes. After that the richest nodes are
 * asked for what is short, each for one answer at a time; a node that had nothing rests, longer each time. As long as
 * every lane is busy only nodes are asked that have plenty, so that nobody hands work to and fro; when lanes stand
 * idle, everyone who runs something is asked.
 */
final class ShedAsking {

    private final CoordinationSettings settings;
    private final CoordinationPort port;
    private final LeaseTree tree;
    private final PendingQueue pending;
    private final NodeTable nodes;
    private final LeaseSize size;
    private boolean scattered;
    private long dueAt = Long.MAX_VALUE;

    ShedAsking(
            CoordinationSettings settings,
            CoordinationPort port,
            LeaseTree tree,
            PendingQueue pending,
            NodeTable nodes) {
        this.settings = settings;
        this.port = port;
        this.tree = tree;
        this.pending = pending;
        this.nodes = nodes;
        this.size = new LeaseSize(settings, nodes);
    }

    /** When {@link #ask} has something to do at the latest, if nothing happens until then. */
    long dueAt() {
        return dueAt;
    }

    /** Asks whoever should be asked now. */
    void ask(long now) {
        nodes.wake(now);
        nodes.feed(size.lanesFed());
        dueAt = Long.MAX_VALUE;
        int needed = nodes.need() - pending.ordinary();
        NodeRecord hungriest = nodes.hungriest();
        if (needed <= nodes.asked() || hungriest == null) {
            return;
        }
        if (!scattered) {
            scatter(hungriest, now);
            return;
        }
        int missing = needed - nodes.asked();
        boolean idle = hungriest.isIdle();
        List<NodeRecord> chosen = new ArrayList<>();
        for (NodeRecord donor : idle ? nodes.busyDonors() : nodes.richDonors()) {
            if (missing <= 0) {
                break;
            }
            if (donor != hungriest) {
                chosen.add(donor);
                missing -= share(donor, idle);
            }
        }
        missing = needed - nodes.asked();
        for (NodeRecord donor : chosen) {
            int count = Math.min(missing, share(donor, idle));
            missing -= count;
            ask(donor, count, now);
        }
        if (missing > 0) {
            dueAt = nodes.nextWake();
        }
    }

    /**
     * How much one node is asked for at most: what it has beyond a reserve for itself; when others stand idle, half of
     * what it seems to have, or one subproblem per lane.
     */
    private static int share(NodeRecord donor, boolean idle) {
        int per = donor.lanesPerLease;
        int wealth = donor.wealth();
        return idle ? Math.max(Math.max(1, donor.lanes / per), wealth / 2 / per) : Math.max(1, donor.surplus() / per);
    }

    /** Asks the holder of the root, once it has run a little while and others have nothing to do. */
    private void scatter(NodeRecord hungriest, long now) {
        LeaseRecord root = tree.root();
        NodeRecord holder = root.holder;
        if (tree.size() > 1) {
            scattered = true;
            ask(now);
            return;
        }
        if (holder == null || (hungriest == holder && nodes.need() == holder.need()) || !holder.mayShed()) {
            return;
        }
        if (now - root.sentAt < settings.scatterAfterNanos()) {
            dueAt = root.sentAt + settings.scatterAfterNanos();
        } else if (holder.restUntil != Long.MIN_VALUE) {
            dueAt = holder.restUntil;
        } else {
            ask(holder, size.pieces(), now);
        }
    }

    private void ask(NodeRecord donor, int count, long now) {
        nodes.change(donor, () -> {
            donor.asked = count;
            donor.restUntil = now + settings.askMaxNanos();
        });
        port.send(donor.id, new ToNode.AskToShed(count, size.leastNanos()));
    }

    /** A node has answered. */
    void answered(NodeRecord node, boolean empty, long now) {
        nodes.change(node, () -> {
            node.asked = 0;
            if (empty) {
                node.backOffNanos =
                        Math.min(settings.askMaxNanos(), Math.max(settings.askMinNanos(), node.backOffNanos * 2));
                node.restUntil = now + node.backOffNanos;
            } else {
                node.backOffNanos = 0;
                node.restUntil = Long.MIN_VALUE;
                node.wanted = 0;
            }
        });
    }
}
