package dev.cleave.core.coordination;

/**
 * The times and bounds by which a coordinator decides. All times are in nanoseconds.
 *
 * @param tickNanos how often {@link Coordination#tick} is to be called at least
 * @param repeatNanos how long a grant or a delivered result may be on its way before it is sent again
 * @param scatterAfterNanos how long the root lease runs alone before anything is shed; shorter jobs stay on one node
 * @param piecesPerLane how many subproblems per lane of the cluster are asked for when the job is scattered
 * @param piecesPerNode how many at most per node
 * @param leastNanos what is known to take less time is never asked for
 * @param leastNanosPerLane the same for each lane of the cluster, where that is more
 * @param laneNanos a lease that takes so many times as long at least is taken to feed as many lanes
 * @param askMinNanos how long a node that had nothing to shed is left alone at first
 * @param askMaxNanos how long it is left alone at most; each empty answer doubles the time; also how long an answer is
 *     waited for
 * @param checkpointsPerLease how many finished subproblems are kept per lease, the largest ones, besides those that its
 *     holder was told of
 * @param checkpointBytesPerLease how many bytes of results and paths are kept for them
 * @param checkpointBytes how many bytes that may be for all leases together
 * @param deliveriesAtOnce how many known results are sent to a node in one go
 * @param adoptNanos how long a coordinator that takes over a job waits for the nodes that hold leases of it
 */
public record CoordinationSettings(
        long tickNanos,
        long repeatNanos,
        long scatterAfterNanos,
        int piecesPerLane,
        int piecesPerNode,
        long leastNanos,
        long leastNanosPerLane,
        long laneNanos,
        long askMinNanos,
        long askMaxNanos,
        int checkpointsPerLease,
        long checkpointBytesPerLease,
        long checkpointBytes,
        int deliveriesAtOnce,
        long adoptNanos) {

    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000_000L;

    /** What suits a cluster in one place. */
    public static CoordinationSettings defaults() {
        return new CoordinationSettings(
                5 * MILLI,
                500 * MILLI,
                2 * MILLI,
                4,
                16,
                100 * MICRO,
                4 * MICRO,
                500 * MICRO,
                2 * MILLI,
                100 * MILLI,
                2048,
                4L << 20,
                32L << 20,
                256,
                3000 * MILLI);
    }
}
