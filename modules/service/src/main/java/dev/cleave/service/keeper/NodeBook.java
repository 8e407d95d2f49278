package dev.cleave.service.keeper;

import dev.cleave.cluster.controller.NodeView;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.share.ClusterShares;
import dev.cleave.core.share.JobDemand;
import dev.cleave.core.share.JobShare;
import dev.cleave.core.share.LaneShares;
import dev.cleave.core.share.ShareSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes that there are, and which job has which of their lanes. Not thread-safe. */
final class NodeBook {

    /** A node's entry. */
    private static final class Entry {
        private final NodeView view;
        private final long joinedAt;
        private final LaneShares shares;
        private final Set<JobId> jobs = new HashSet<>();
        private final Map<JobId, Integer> lanes = new LinkedHashMap<>();
        private KeptNode.State state = KeptNode.State.UP;

        Entry(NodeView view, long joinedAt, Workforce workforce) {
            this.view = view;
            this.joinedAt = joinedAt;
            this.shares = new LaneShares(view.lanes(), ShareSettings.defaults(), (job, count) -> {
                lanes.put(job, count);
                workforce.share(job, view.id(), count);
            });
        }
    }

    private final Workforce workforce;
    private final ClusterShares cluster = new ClusterShares();
    private final Map<NodeId, Entry> nodes = new LinkedHashMap<>();

    NodeBook(Workforce workforce) {
        this.workforce = workforce;
    }

    void joined(NodeView view, long joinedAt) {
        Entry before = nodes.put(view.id(), new Entry(view, joinedAt, workforce));
        if (before != null) {
            // It comes back over another connection, and would go on with the lanes that jobs had.
            before.lanes.forEach((job, lanes) -> workforce.share(job, view.id(), 0));
        }
    }

    void lost(NodeId node) {
        nodes.remove(node);
    }

    /** Returns whether it is a node that was taking work. */
    boolean drains(NodeId node) {
        Entry entry = nodes.get(node);
        if (entry == null || entry.state != KeptNode.State.UP) {
            return false;
        }
        entry.state = KeptNode.State.DRAINING;
        entry.lanes.clear();
        entry.jobs.clear();
        return true;
    }

    void drained(NodeId node) {
        Entry entry = nodes.get(node);
        if (entry != null) {
            entry.state = KeptNode.State.DRAINED;
        }
    }

    /** Divides the lanes of all nodes among the running jobs. */
    void divide(Collection<JobDemand> demands, long now) {
        Map<NodeId, Integer> lanes = new LinkedHashMap<>();
        nodes.forEach((id, entry) -> {
            if (entry.state == KeptNode.State.UP) {
                lanes.put(id, entry.view.lanes());
            }
        });
        cluster.divide(demands, lanes).forEach((id, parts) -> {
            Entry entry = nodes.get(id);
            if (entry != null) {
                divide(entry, parts, now);
            }
        });
    }

    private static void divide(Entry entry, Map<JobId, JobShare> parts, long now) {
        for (JobId job : List.copyOf(entry.jobs)) {
            if (!parts.containsKey(job)) {
                entry.shares.ended(job, now);
                entry.jobs.remove(job);
                entry.lanes.remove(job);
            }
        }
        parts.forEach((job, share) -> {
            entry.jobs.add(job);
            entry.shares.share(job, share, now);
        });
    }

    /** How many lanes of all nodes a job has now. */
    int lanesOf(JobId job) {
        int sum = 0;
        for (Entry entry : nodes.values()) {
            sum += entry.lanes.getOrDefault(job, 0);
        }
        return sum;
    }

    long dueAt() {
        long due = Long.MAX_VALUE;
        for (Entry entry : nodes.values()) {
            if (entry.state == KeptNode.State.UP) {
                due = Math.min(due, entry.shares.dueAt());
            }
        }
        return due;
    }

    void tick(long now) {
        for (Entry entry : nodes.values()) {
            if (entry.state == KeptNode.State.UP) {
                entry.shares.tick(now);
            }
        }
    }

    /** The node with this id, or, if there is only one, whose id begins so. */
    Optional<NodeId> find(String name) {
        NodeId exact = new NodeId(name);
        if (nodes.containsKey(exact)) {
            return Optional.of(exact);
        }
        List<NodeId> found = nodes.keySet().stream()
                .filter(id -> id.value().startsWith(name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    List<KeptNode> all() {
        List<KeptNode> all = new ArrayList<>();
        for (Entry entry : nodes.values()) {
            all.add(new KeptNode(entry.view, entry.state, entry.joinedAt, Map.copyOf(entry.lanes)));
        }
        return all;
    }
}
