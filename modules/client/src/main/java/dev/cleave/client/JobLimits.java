package dev.cleave.client;

/**
 * What a job may use at most.
 *
 * @param maxCores cores of the whole cluster; 0 for no limit
 * @param maxNodes nodes; 0 for no limit
 * @param minCores how many cores the job waits for; 0 for any number
 * @param maxDepth how deep the recursion may go; 0 for the default
 * @param maxPayloadBytes how large one encoded problem or result may be, in bytes; 0 for the default
 */
public record JobLimits(int maxCores, int maxNodes, int minCores, int maxDepth, long maxPayloadBytes) {

    /** Whatever the cluster allows. */
    public static final JobLimits NONE = new JobLimits(0, 0, 0, 0, 0);

    public JobLimits {
        Checks.notNegative("limits.max_cores", maxCores);
        Checks.notNegative("limits.max_nodes", maxNodes);
        Checks.notNegative("limits.min_cores", minCores);
        Checks.notNegative("limits.max_depth", maxDepth);
        Checks.notNegative("limits.max_payload_bytes", maxPayloadBytes);
    }
}
