package dev.cleave.core.queue;

import dev.cleave.core.job.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes that there are, and what a job could use of them. */
final class UsableNodes {

    private record Node(int lanes, boolean draining) {}

    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    /** Lanes of the nodes that take work, largest first. */
    private final List<Integer> lanes = new ArrayList<>();

    private int allLanes;

    void join(NodeId id, int laneCount) {
        nodes.put(id, new Node(laneCount, false));
        count();
    }

    void leave(NodeId id) {
        nodes.remove(id);
        count();
    }

    void drain(NodeId id) {
        nodes.computeIfPresent(id, (same, node) -> new Node(node.lanes(), true));
        count();
    }

    private void count() {
        lanes.clear();
        allLanes = 0;
        for (Node node : nodes.values()) {
            if (!node.draining()) {
                lanes.add(node.lanes());
                allLanes += node.lanes();
            }
        }
        lanes.sort(Collections.reverseOrder());
    }

    int there() {
        return nodes.size();
    }

    int taking() {
        return lanes.size();
    }

    int lanes() {
        return allLanes;
    }

    int largest() {
        return lanes.isEmpty() ? 0 : lanes.get(0);
    }

    /** How many nodes are large enough for a job, and no more than it may use. */
    int nodesFor(JobRequest job) {
        int count = 0;
        while (count < lanes.size() && count < job.maxNodes() && lanes.get(count) >= job.coresPerNode()) {
            count++;
        }
        return count;
    }

    /** How many lanes those have. */
    int lanesFor(JobRequest job) {
        int sum = 0;
        int count = nodesFor(job);
        for (int i = 0; i < count; i++) {
            sum += lanes.get(i);
        }
        return sum;
    }

    boolean suffice(JobRequest job) {
        return lanesFor(job) >= job.minCores();
    }
}
