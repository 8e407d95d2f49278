package dev.cleave.core.pipeline;

/**
 * What each instance of a task needs.
 *
 * @param cores how many cores it uses at most; 0 for a job on all that there are and a command on one
 * @param memoryBytes how much memory it uses at most, in bytes; 0 for the default
 */
public record Demand(int cores, long memoryBytes) {

    /** Nothing said. */
    public static final Demand USUAL = new Demand(0, 0);

    public Demand {
        if (cores < 0) {
            throw new IllegalArgumentException("cores: " + cores + " (expected: 1 or more)");
        }
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memory: " + memoryBytes + " (expected: 1 or more bytes)");
        }
    }
}
