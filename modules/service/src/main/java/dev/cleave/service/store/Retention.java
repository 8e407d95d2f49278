package dev.cleave.service.store;

/**
 * How long ended jobs and runs of pipelines are remembered, and what cached work has left.
 *
 * @param maxAgeMillis how long after their end; 0: for ever
 * @param maxJobs how many of each, the last ones to end; 0: any number
 */
public record Retention(long maxAgeMillis, long maxJobs) {

    /** Checked. */
    public Retention {
        Checks.notNegative("age", maxAgeMillis);
        Checks.notNegative("number of jobs", maxJobs);
    }
}
