package dev.cleave.service.store;

/**
 * How much a job may use.
 *
 * @param maxCores how many cores at a time; 0: as many as there are
 * @param maxNodes how many nodes at a time; 0: as many as there are
 * @param minCores how many cores there must be before it starts; 0: any number
 * @param deadlineMillis when it must have ended, in milliseconds UTC; 0: never
 */
public record JobLimits(int maxCores, int maxNodes, int minCores, long deadlineMillis) {

    /** As much as there is. */
    public static final JobLimits NONE = new JobLimits(0, 0, 0, 0);

    /** Checked. */
    public JobLimits {
        Checks.notNegative("max cores", maxCores);
        Checks.notNegative("max nodes", maxNodes);
        Checks.notNegative("min cores", minCores);
        Checks.notNegative("deadline", deadlineMillis);
    }
}
