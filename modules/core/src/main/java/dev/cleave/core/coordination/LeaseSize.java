package dev.cleave.core.coordination;

/**
 * How large leases should be, given how many lanes one coordinator has to feed.
 *
 * <p>A lease costs the coordinator the same whatever it is worth, so that the more lanes there are, the more each must be
 * worth. A large one feeds several lanes of a node, which divide it among themselves. On a few lanes every lease counts for
 * one lane, and anything worth sending is worth a lease.
 */
final class LeaseSize {

    private final CoordinationSettings settings;
    private final NodeTable nodes;

    LeaseSize(CoordinationSettings settings, NodeTable nodes) {
        this.settings = settings;
        this.nodes = nodes;
    }

    /** What is known to take less time is not asked for. */
    long leastNanos() {
        return Math.max(settings.leastNanos(), settings.leastNanosPerLane() * nodes.lanes());
    }

    /** How many lanes a lease of that size feeds: a power of two, at most the lanes of a node. */
    int lanesFed() {
        long lanesOfANode = nodes.lanes() / Math.max(1, nodes.there());
        return Integer.highestOneBit((int) Math.max(1, Math.min(lanesOfANode, leastNanos() / settings.laneNanos())));
    }

    /** How many subproblems are asked for when the job is scattered. */
    int pieces() {
        return Math.max(
                1, Math.min(settings.piecesPerLane() * nodes.lanes(), settings.piecesPerNode() * nodes.there()));
    }
}
