package dev.cleave.client;

import java.time.Duration;

/**
 * How a whole job is tried again after it has failed. Failures that would come again (wrong arguments, code that threw)
 * are not tried again.
 *
 * @param max how often at most, 0 to 100
 * @param backOff how long before the first time; doubles each time; zero for the default of one second
 */
public record JobRetries(int max, Duration backOff) {

    /** Once only. */
    public static final JobRetries NONE = new JobRetries(0, Duration.ZERO);

    public JobRetries {
        if (max < 0 || max > 100) {
            throw CleaveException.invalid("retries.max", String.valueOf(max), "0 to 100");
        }
        if (backOff.isNegative()) {
            throw CleaveException.invalid("retries.back_off", backOff.toString(), "zero or more");
        }
    }
}
