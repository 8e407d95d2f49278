package dev.cleave.core.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides what an owner may have among the owner's running jobs: the limit of cores evenly, as far as a job can use its part,
 * and the weight evenly, times each job's priority.
 *
 * <p>So an owner with many jobs gets no more of the cluster than one with few.
 */
final class Allowances {

    private Allowances() {}

    /** What each running job of an owner may use from now on, in the order in which they were submitted. */
    static Map<QueuedJob, Allowance> of(OwnerRecord owner) {
        Map<QueuedJob, Integer> cores = cores(owner);
        Map<QueuedJob, Allowance> allowances = new LinkedHashMap<>();
        for (QueuedJob job : owner.running.values()) {
            JobRequest request = job.request;
            double share = owner.terms.weight() / owner.running.size() * job.priorityFactor();
            allowances.put(
                    job,
                    new Allowance(
                            cores.getOrDefault(job, request.maxCores()),
                            request.maxNodes(),
                            request.coresPerNode(),
                            share));
        }
        return allowances;
    }

    /** First what each needs, then the rest from the most modest job to the greediest, each an even part. */
    private static Map<QueuedJob, Integer> cores(OwnerRecord owner) {
        List<QueuedJob> modestFirst = new ArrayList<>(owner.running.values());
        modestFirst.sort(Comparator.comparingInt(Allowances::room));
        long needed = owner.coresNeeded();
        long rest = Math.max(0, owner.terms.mostCores() - needed);
        boolean tooMany = needed > owner.terms.mostCores();
        Map<QueuedJob, Integer> cores = new LinkedHashMap<>();
        int left = modestFirst.size();
        for (QueuedJob job : modestFirst) {
            int part = (int) Math.min(room(job), rest / left);
            rest -= part;
            // A limit that was lowered holds for running jobs as well, though not below a lane each.
            int least = tooMany
                    ? Math.min(job.request.minCores(), Math.max(1, owner.terms.mostCores() / owner.running.size()))
                    : job.request.minCores();
            cores.put(job, least + part);
            left--;
        }
        return cores;
    }

    /** What a job could use beyond what it needs. */
    private static int room(QueuedJob job) {
        return job.request.maxCores() - job.request.minCores();
    }
}
