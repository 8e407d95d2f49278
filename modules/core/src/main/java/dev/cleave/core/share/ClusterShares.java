package dev.cleave.core.share;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which part of which node each running job is entitled to.
 *
 * <p>Over the whole cluster, each job is entitled to lanes by its weight, no more than it may have. A job that may not have all
 * nodes, or not all their lanes, is placed on some: those that the others leave most of, the fewest that will do, and it stays there
 * while it can. Its limit of cores is divided among them for good, so that no node needs to ask another. The jobs that
 * may go anywhere get the rest: more of the nodes on which less was promised. So a job that is bound to one node has its
 * part of the cluster there, not its part of that node.
 *
 * <p>What comes out is for each node's {@link LaneShares}, which hands unused lanes on by itself: this here need only be asked when
 * jobs or nodes come or go, or shares change.
 *
 * <p>Not thread-safe.
 */
public final class ClusterShares {

    /** The part of a job on a node where its part is spoken for: it gets what others leave. */
    private static final double LEFTOVERS = 1e-6;

    private final Map<JobId, List<NodeId>> placements = new HashMap<>();

    /**
     * Divides the cluster.
     *
     * @param jobs the running jobs
     * @param nodes the lanes of each node that takes work
     * @return for each node, the jobs that may run on it, and their parts
     */
    public Map<NodeId, Map<JobId, JobShare>> divide(Collection<JobDemand> jobs, Map<NodeId, Integer> nodes) {
        forget(jobs);
        Map<NodeId, Map<JobId, JobShare>> shares = new LinkedHashMap<>();
        nodes.keySet().forEach(node -> shares.put(node, new LinkedHashMap<>()));
        Map<NodeId, Double> free = new HashMap<>();
        nodes.forEach((node, lanes) -> free.put(node, (double) lanes));
        Map<JobDemand, Double> entitled = entitled(jobs, nodes);
        List<JobDemand> mostBoundFirst = new ArrayList<>(jobs);
        mostBoundFirst.sort(Comparator.comparingLong(job -> reach(job, nodes)));
        for (JobDemand job : mostBoundFirst) {
            Map<NodeId, Integer> limits = limits(job, nodes, free);
            Map<NodeId, Double> parts = spread(entitled.getOrDefault(job, 0.0), limits, free);
            limits.forEach((node, limit) -> {
                double part = Math.max(LEFTOVERS, parts.getOrDefault(node, 0.0));
                shares.getOrDefault(node, new HashMap<>()).put(job.job(), new JobShare(part, limit));
                free.merge(node, -part, Double::sum);
            });
        }
        return shares;
    }

    private void forget(Collection<JobDemand> jobs) {
        Set<JobId> there = new HashSet<>();
        jobs.forEach(job -> there.add(job.job()));
        placements.keySet().retainAll(there);
    }

    /** How many lanes each job is entitled to in all. */
    private static Map<JobDemand, Double> entitled(Collection<JobDemand> jobs, Map<NodeId, Integer> nodes) {
        List<JobDemand> list = new ArrayList<>(jobs);
        double[] weights = list.stream().mapToDouble(JobDemand::weight).toArray();
        double[] limits = list.stream().mapToDouble(job -> reach(job, nodes)).toArray();
        int lanes = nodes.values().stream().mapToInt(Integer::intValue).sum();
        double[] parts = Filling.of(lanes, weights, limits);
        Map<JobDemand, Double> entitled = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            entitled.put(list.get(i), parts[i]);
        }
        return entitled;
    }

    /** How many lanes a job could have at most. */
    private static long reach(JobDemand job, Map<NodeId, Integer> nodes) {
        long lanes = nodes.values().stream()
                .filter(count -> count >= job.coresPerNode())
                .sorted(Comparator.reverseOrder())
                .limit(job.maxNodes())
                .mapToLong(Integer::longValue)
                .sum();
        return Math.min(lanes, job.maxCores());
    }

    /** The nodes that a job may run on, each with the lanes that it may have there. */
    private Map<NodeId, Integer> limits(JobDemand job, Map<NodeId, Integer> nodes, Map<NodeId, Double> free) {
        Map<NodeId, Integer> large = new LinkedHashMap<>(nodes);
        large.values().removeIf(lanes -> lanes < job.coresPerNode());
        long all = large.values().stream().mapToLong(Integer::longValue).sum();
        if (large.size() <= job.maxNodes() && all <= job.maxCores()) {
            placements.remove(job.job());
            return large;
        }
        Map<NodeId, Integer> limits = new LinkedHashMap<>();
        int left = job.maxCores();
        for (NodeId node : placements.getOrDefault(job.job(), List.of())) {
            if (large.containsKey(node) && limits.size() < job.maxNodes() && left > 0) {
                left -= add(limits, node, large, left);
            }
        }
        while (limits.size() < job.maxNodes() && left > 0 && limits.size() < large.size()) {
            left -= add(limits, next(job, limits, large, free), large, left);
        }
        placements.put(job.job(), List.copyOf(limits.keySet()));
        return limits;
    }

    private static int add(Map<NodeId, Integer> limits, NodeId node, Map<NodeId, Integer> lanes, int left) {
        int limit = Math.min(lanes.getOrDefault(node, 0), left);
        limits.put(node, limit);
        return limit;
    }

    /** The node with most to give, of those large enough that the job's needs can still be met. */
    private static NodeId next(
            JobDemand job, Map<NodeId, Integer> limits, Map<NodeId, Integer> large, Map<NodeId, Double> free) {
        int has = limits.values().stream().mapToInt(Integer::intValue).sum();
        int picks = Math.min(job.maxNodes(), large.size()) - limits.size();
        int least = (Math.max(0, job.minCores() - has) + picks - 1) / picks;
        List<NodeId> candidates = new ArrayList<>(large.keySet());
        candidates.removeAll(limits.keySet());
        candidates.sort(Comparator.<NodeId, Boolean>comparing(node -> large.getOrDefault(node, 0) < least)
                .thenComparing(node -> -free.getOrDefault(node, 0.0))
                .thenComparing(node -> -large.getOrDefault(node, 0))
                .thenComparing(Comparator.naturalOrder()));
        return candidates.get(0);
    }

    /** Divides what a job is entitled to among its nodes, by what is left on each, or by its limits if nothing is. */
    private static Map<NodeId, Double> spread(double entitled, Map<NodeId, Integer> limits, Map<NodeId, Double> free) {
        Map<NodeId, Double> room = new LinkedHashMap<>();
        double all = 0;
        for (Map.Entry<NodeId, Integer> limit : limits.entrySet()) {
            double there = Math.max(0, Math.min(limit.getValue(), free.getOrDefault(limit.getKey(), 0.0)));
            room.put(limit.getKey(), there);
            all += there;
        }
        double sum = all;
        double lanes = limits.values().stream().mapToInt(Integer::intValue).sum();
        Map<NodeId, Double> parts = new LinkedHashMap<>();
        limits.forEach((node, limit) -> parts.put(
                node,
                sum > LEFTOVERS
                        ? entitled * room.getOrDefault(node, 0.0) / sum
                        : entitled * limit / Math.max(1, lanes)));
        return parts;
    }
}
