package dev.cleave.service.store;

/**
 * How often a whole job is tried again after it failed, and when.
 *
 * @param retries how many times after the first; 0: never
 * @param backOffMillis how long to wait before the first of them; twice as long before each further one
 */
public record RetryPolicy(int retries, long backOffMillis) {

    /** Once and not again. */
    public static final RetryPolicy NEVER = new RetryPolicy(0, 0);

    /** Checked. */
    public RetryPolicy {
        Checks.notNegative("retries", retries);
        Checks.notNegative("back-off", backOffMillis);
    }
}
