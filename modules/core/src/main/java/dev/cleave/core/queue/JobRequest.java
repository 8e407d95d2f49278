package dev.cleave.core.queue;

import dev.cleave.core.job.JobId;
import java.util.Map;

/**
 * What the queue must know of a job to decide when it runs; the program and its arguments stay in the store.
 *
 * @param id the job
 * @param owner who submitted it, 1 to 128 characters
 * @param priority from {@value #LEAST_PRIORITY} to {@value #MOST_PRIORITY}, higher is sooner; 0 is usual
 * @param maxCores how many lanes it may have at one time in the whole cluster, at least 1
 * @param maxNodes how many nodes it may use at one time, at least 1
 * @param minCores how many lanes there must be in the nodes that it may use, before it starts; at least 1
 * @param coresPerNode how many lanes a node must have to be used at all, at least 1
 * @param deadline when it must have ended, on the clock of {@code now}; {@link Long#MAX_VALUE} for never
 * @param retries how often it is run again after a failure that another run may mend, at least 0
 * @param labels carried along, for people and filters; at most {@value #MOST_LABELS}, names of up to 64 and values of up to 256
 *     characters
 */
public record JobRequest(
        JobId id,
        String owner,
        int priority,
        int maxCores,
        int maxNodes,
        int minCores,
        int coresPerNode,
        long deadline,
        int retries,
        Map<String, String> labels) {

    /** No limit. */
    public static final int ANY = Integer.MAX_VALUE;

    /** The lowest priority. */
    public static final int LEAST_PRIORITY = -10;

    /** The highest priority. */
    public static final int MOST_PRIORITY = 10;

    /** How many labels a job may have. */
    public static final int MOST_LABELS = 32;

    private static final int LONGEST_OWNER = 128;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VALUE = 256;

    public JobRequest {
        require(
                !owner.isBlank() && owner.length() <= LONGEST_OWNER,
                "owner: '" + owner + "' (expected: 1 to " + LONGEST_OWNER + " characters)");
        require(
                priority >= LEAST_PRIORITY && priority <= MOST_PRIORITY,
                "priority: " + priority + " (expected: " + LEAST_PRIORITY + " to " + MOST_PRIORITY + ")");
        atLeastOne("maximum of cores", maxCores);
        atLeastOne("maximum of nodes", maxNodes);
        atLeastOne("minimum of cores", minCores);
        atLeastOne("cores per node", coresPerNode);
        require(
                minCores <= maxCores,
                "minimum of cores: " + minCores + " (expected: at most the maximum of cores, " + maxCores + ")");
        require(
                coresPerNode <= maxCores,
                "cores per node: " + coresPerNode + " (expected: at most the maximum of cores, " + maxCores + ")");
        require(retries >= 0, "retries: " + retries + " (expected: 0 or more)");
        labels = Map.copyOf(labels);
        require(
                labels.size() <= MOST_LABELS,
                "labels: " + labels.size() + " of them (expected: at most " + MOST_LABELS + ")");
        labels.forEach((name, value) -> require(
                name.length() <= LONGEST_NAME && value.length() <= LONGEST_VALUE,
                "label " + name + ": " + value.length() + " characters (expected: a name of at most " + LONGEST_NAME
                        + " and a value of at most " + LONGEST_VALUE + ")"));
    }

    /**
     * A request without wishes: usual priority, no limits, no deadline, no retries.
     *
     * @param id the job
     * @param owner who submitted it
     */
    public static JobRequest of(JobId id, String owner) {
        return new JobRequest(id, owner, 0, ANY, ANY, 1, 1, Long.MAX_VALUE, 0, Map.of());
    }

    /** The same with another priority. */
    public JobRequest withPriority(int other) {
        return new JobRequest(id, owner, other, maxCores, maxNodes, minCores, coresPerNode, deadline, retries, labels);
    }

    /** The same with other limits. */
    public JobRequest withAtMost(int cores, int nodes) {
        return new JobRequest(id, owner, priority, cores, nodes, minCores, coresPerNode, deadline, retries, labels);
    }

    /** The same with other needs: lanes in all, and of each node. */
    public JobRequest withNeeds(int cores, int perNode) {
        return new JobRequest(id, owner, priority, maxCores, maxNodes, cores, perNode, deadline, retries, labels);
    }

    /** The same with another deadline. */
    public JobRequest withDeadline(long other) {
        return new JobRequest(id, owner, priority, maxCores, maxNodes, minCores, coresPerNode, other, retries, labels);
    }

    /** The same with another number of retries. */
    public JobRequest withRetries(int other) {
        return new JobRequest(id, owner, priority, maxCores, maxNodes, minCores, coresPerNode, deadline, other, labels);
    }

    private static void atLeastOne(String what, int given) {
        require(given >= 1, what + ": " + given + " (expected: 1 or more)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
