package dev.cleave.core.coordination;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.path.PathKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the coordinator knows of one node. Ranks and sums over nodes are kept by {@link NodeTable}. */
final class NodeRecord {

    /** Whether leases may be given to a node. */
    enum Standing {
        ALIVE,
        DRAINING,
        LOST,
        /** Holds leases, as the journal says, and has not been heard of by this coordinator. */
        AWAITED
    }

    /** How many leases may run beside a node's lanes; clients keep to less. */
    private static final int MOST_BESIDES = SessionBook.WINDOW;

    final NodeId id;
    final Map<PathKey, LeaseRecord> held = new LinkedHashMap<>();
    final Set<Long> deadRunners = new HashSet<>();

    Standing standing = Standing.LOST;
    /** Whether it ever joined; else it only sent messages. */
    boolean joined;
    /** As promised when it joined; what its runner has is in {@link #lanes}. */
    int promisedLanes;

    long lastSequence = -1;
    int lanes;
    int busyLanes;
    int wanted;
    int openPieces;
    long busyNanos;
    long heardAt;
    /** The busy time at the last moment from which nothing could be lost. */
    long safeBusyNanos;

    long leases;
    /** Held leases that no heartbeat has listed yet. */
    int unconfirmed;
    /** Held leases that no lane has begun, as far as known. */
    int unstarted;
    /** Held leases that run beside the lanes; they count in neither of those. */
    int besides;
    /** The lease that must have the runner to itself, if there is one. */
    @Nullable
    LeaseRecord careful;
    /** Whether it gets nothing new because a suspect waits for it. */
    boolean reserved;

    @Nullable
    JobFailure notStarted;

    /** How many subproblems it was asked for and has not answered. */
    int asked;
    /** Before that time it is not asked again. */
    long restUntil = Long.MIN_VALUE;

    long backOffNanos;

    /** The keys under which {@link NodeTable} has ranked it at the moment. */
    int rankedNeed;

    int rankedWealth;
    boolean rankedBusyDonor;
    boolean rankedRichDonor;
    boolean rankedResting;
    int rankedBusy;
    int rankedLanes;

    /** How many lanes one more lease is taken to feed; the same for all nodes. */
    int lanesPerLease = 1;

    NodeRecord(NodeId id) {
        this.id = id;
    }

    /** Counts a lease that it holds, or, with -1, one that it does not hold any more, or not as it was. */
    void count(LeaseRecord lease, int one) {
        if (lease.beside) {
            besides += one;
        } else {
            unconfirmed += lease.confirmed ? 0 : one;
            unstarted += lease.started ? 0 : one;
        }
    }

    boolean isThere() {
        return standing == Standing.ALIVE || standing == Standing.DRAINING;
    }

    /** Whether no lane runs anything, and nothing is queued or on its way: what it holds waits for results. */
    boolean isQuiet() {
        return lanes > 0 && busyLanes == 0 && unconfirmed == 0 && unstarted == 0 && besides == 0;
    }

    /** Whether it may get another lease that takes no lane. */
    boolean mayRunBeside() {
        return standing == Standing.ALIVE && !reserved && lanes > 0 && careful == null && besides < MOST_BESIDES;
    }

    /** How many more leases it should get now. */
    int need() {
        if (standing != Standing.ALIVE || reserved || lanes == 0 || (careful != null && !isQuiet())) {
            return 0;
        }
        return Math.max(0, (wanted + lanesPerLease - 1) / lanesPerLease - unconfirmed);
    }

    /** How many lanes run something or are about to: between two short leases a lane is hardly idle. */
    int lanesAtWork() {
        if (standing == Standing.DRAINING && held.isEmpty()) {
            return 0; // It has given all back, and may never say how busy it is again.
        }
        return Math.min(lanes, busyLanes + unstarted * lanesPerLease);
    }

    /** Whether lanes stand idle and nothing is on its way to them. */
    boolean isIdle() {
        return need() > 0 && lanesAtWork() < lanes;
    }

    /** How much it could shed, roughly. */
    int wealth() {
        return openPieces + unstarted * lanesPerLease;
    }

    /** How much of that is left when idle lanes have taken some and every lane has one in reserve. */
    int surplus() {
        return wealth() - lanes - Math.max(0, lanes - busyLanes);
    }

    /** Whether it could have anything to shed. */
    boolean mayShed() {
        return isThere()
                && !held.isEmpty()
                && !(careful != null && careful.care == Lease.Care.TRACED)
                && (busyLanes > 0 || unstarted > 0);
    }
}
