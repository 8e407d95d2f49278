package dev.cleave.core.job;

/**
 * The identity of a job, unique in its cluster.
 *
 * @param value 1 to 64 characters of a-z, 0-9 and dashes
 */
public record JobId(String value) {

    public JobId {
        if (!value.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("job id: " + value + " (expected: 1 to 64 of a-z, 0-9 and -)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
