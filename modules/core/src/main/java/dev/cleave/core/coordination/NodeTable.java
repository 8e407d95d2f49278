package dev.cleave.core.coordination;

import dev.cleave.core.job.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a job, ranked by what they need and by what they could shed.
 *
 * <p>After any change to a node {@link #rerank} puts it in its place again, so that nobody ever looks through all nodes
 * to find the hungriest or the richest.
 */
final class NodeTable {

    /** By need per lane, without division. */
    private static final Comparator<NodeRecord> HUNGRIEST_FIRST = (a, b) -> {
        int byNeed = Long.compare((long) b.rankedNeed * a.rankedLanes, (long) a.rankedNeed * b.rankedLanes);
        return byNeed != 0 ? byNeed : a.id.compareTo(b.id);
    };

    private static final Comparator<NodeRecord> RICHEST_FIRST = Comparator.<NodeRecord>comparingInt(
                    n -> -n.rankedWealth)
            .thenComparingInt(n -> -n.rankedBusy)
            .thenComparing(n -> n.id);
    private static final Comparator<NodeRecord> RESTED_FIRST =
            Comparator.<NodeRecord>comparingLong(n -> n.restUntil).thenComparing(n -> n.id);

    private final Map<NodeId, NodeRecord> byId = new LinkedHashMap<>();
    private final TreeSet<NodeRecord> hungry = new TreeSet<>(HUNGRIEST_FIRST);
    /** Of the nodes that could be asked to shed now, those that no lane of which stands idle, and those with plenty. */
    private final TreeSet<NodeRecord> busyDonors = new TreeSet<>(RICHEST_FIRST);

    private final TreeSet<NodeRecord> richDonors = new TreeSet<>(RICHEST_FIRST);
    private final TreeSet<NodeRecord> resting = new TreeSet<>(RESTED_FIRST);
    private int need;
    private int asked;
    private int there;
    private int taking;
    private int lanes;
    private int busyLanes;
    private int lanesPerLease = 1;

    @Nullable
    NodeRecord find(NodeId id) {
        return byId.get(id);
    }

    NodeRecord findOrAdd(NodeId id) {
        NodeRecord node = byId.get(id);
        if (node == null) {
            node = new NodeRecord(id);
            node.lanesPerLease = lanesPerLease;
            byId.put(id, node);
        }
        return node;
    }

    /** Every node that ever joined, in that order. */
    List<NodeRecord> all() {
        List<NodeRecord> joined = new ArrayList<>(byId.values());
        joined.removeIf(node -> !node.joined);
        return joined;
    }

    /** Lets a change to a node take place and puts the node where it belongs then. */
    void change(NodeRecord node, Runnable change) {
        unrank(node);
        change.run();
        rank(node);
    }

    private void unrank(NodeRecord node) {
        hungry.remove(node);
        if (node.rankedBusyDonor) {
            busyDonors.remove(node);
        }
        if (node.rankedRichDonor) {
            richDonors.remove(node);
        }
        if (node.rankedResting) {
            resting.remove(node);
        }
        need -= node.rankedNeed;
        asked -= node.asked;
        if (node.isThere()) {
            there--;
            lanes -= laneCount(node);
            busyLanes -= node.lanesAtWork();
        }
        if (node.standing == NodeRecord.Standing.ALIVE) {
            taking--;
        }
    }

    private void rank(NodeRecord node) {
        node.rankedNeed = node.need();
        node.rankedLanes = Math.max(1, node.lanes);
        node.rankedWealth = node.wealth();
        node.rankedBusy = node.busyLanes;
        node.rankedResting = node.restUntil != Long.MIN_VALUE;
        boolean isDonor = !node.rankedResting && node.mayShed();
        node.rankedBusyDonor = isDonor && !node.isIdle();
        node.rankedRichDonor = isDonor && node.rankedNeed == 0 && node.surplus() > 0;
        if (node.rankedNeed > 0) {
            hungry.add(node);
        }
        if (node.rankedBusyDonor) {
            busyDonors.add(node);
        }
        if (node.rankedRichDonor) {
            richDonors.add(node);
        }
        if (node.rankedResting) {
            resting.add(node);
        }
        need += node.rankedNeed;
        asked += node.asked;
        if (node.isThere()) {
            there++;
            lanes += laneCount(node);
            busyLanes += node.lanesAtWork();
        }
        if (node.standing == NodeRecord.Standing.ALIVE) {
            taking++;
        }
    }

    private static int laneCount(NodeRecord node) {
        return node.lanes > 0 ? node.lanes : node.promisedLanes;
    }

    /** The node that needs most per lane. */
    @Nullable
    NodeRecord hungriest() {
        return hungry.isEmpty() ? null : hungry.first();
    }

    /** The nodes without idle lanes that could be asked to shed now, the richest first. */
    NavigableSet<NodeRecord> busyDonors() {
        return busyDonors;
    }

    /** The nodes that could be asked now and have more than they need themselves, the richest first. */
    NavigableSet<NodeRecord> richDonors() {
        return richDonors;
    }

    /** Lets those nodes be asked again whose rest is over. */
    void wake(long now) {
        while (!resting.isEmpty() && resting.first().restUntil <= now) {
            NodeRecord node = resting.first();
            change(node, () -> {
                node.restUntil = Long.MIN_VALUE;
                node.asked = 0;
            });
        }
    }

    /** When the next rest is over; {@link Long#MAX_VALUE} if nobody rests. */
    long nextWake() {
        return resting.isEmpty() ? Long.MAX_VALUE : resting.first().restUntil;
    }

    /** The sum of all needs. */
    int need() {
        return need;
    }

    /** From now on one lease is taken to feed so many lanes. */
    void feed(int newLanesPerLease) {
        if (lanesPerLease == newLanesPerLease) {
            return;
        }
        lanesPerLease = newLanesPerLease;
        for (NodeRecord node : byId.values()) {
            change(node, () -> node.lanesPerLease = newLanesPerLease);
        }
    }

    /** How many subproblems are asked for and on their way. */
    int asked() {
        return asked;
    }

    /** Nodes that are there, leaving ones included. */
    int there() {
        return there;
    }

    /** Nodes that take leases. */
    int taking() {
        return taking;
    }

    int lanes() {
        return lanes;
    }

    int busyLanes() {
        return busyLanes;
    }

    /** Nodes in a given standing, in the order in which they joined. */
    List<NodeRecord> in(NodeRecord.Standing standing) {
        List<NodeRecord> found = new ArrayList<>();
        for (NodeRecord node : byId.values()) {
            if (node.standing == standing) {
                found.add(node);
            }
        }
        return found;
    }
}
