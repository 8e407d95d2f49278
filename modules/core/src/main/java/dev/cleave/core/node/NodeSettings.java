package dev.cleave.core.node;

/**
 * The times and bounds by which a node decides. All times are in nanoseconds.
 *
 * @param tickNanos how often {@link NodeJob#tick} is to be called at least
 * @param heartbeatNanos how often the coordinator hears of the node at least, and how often what it has not
 *     acknowledged is repeated
 * @param urgentNanos how far apart heartbeats are that say something urgent, on average
 * @param urgentBurst how many of those may follow each other at once
 * @param statusNanos how often the runner is asked for its status
 * @param checkpointNanos how often the runner is asked for a checkpoint; up to four times as often at first
 * @param relaunchMinNanos how long a second runner death in a row delays the next launch; the first does not
 * @param relaunchMaxNanos how long further ones delay it at most; each doubles the time
 * @param steadyNanos how long a runner must have lived for its death to count as the first in a row
 * @param awaitedAtOnce how many awaited subproblems a heartbeat lists at most
 * @param batchBytes how many bytes of payload one message carries, unless a single subproblem has more
 */
public record NodeSettings(
        long tickNanos,
        long heartbeatNanos,
        long urgentNanos,
        int urgentBurst,
        long statusNanos,
        long checkpointNanos,
        long relaunchMinNanos,
        long relaunchMaxNanos,
        long steadyNanos,
        int awaitedAtOnce,
        int batchBytes) {

    private static final long MILLI = 1_000_000L;

    /** What suits a cluster in one place. */
    public static NodeSettings defaults() {
        return new NodeSettings(
                10 * MILLI,
                500 * MILLI,
                1 * MILLI,
                8,
                250 * MILLI,
                1000 * MILLI,
                100 * MILLI,
                5000 * MILLI,
                10_000 * MILLI,
                2048,
                128 << 10);
    }
}
