package dev.cleave.core.protocol;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import java.util.List;

/** What a coordinator says to a node about one job. Any of these may be lost, doubled, delayed or reordered. */
public sealed interface ToNode {

    /** Solve this. Repeated until a heartbeat lists the lease. */
    record Grant(Lease lease) implements ToNode {}

    /**
     * Give back up to so many subproblems not yet started; a hint, answered by any number of sheds, even none.
     *
     * @param count how many at most
     * @param leastNanos what is known to take less time is not wanted
     */
    record AskToShed(int count, long leastNanos) implements ToNode {}

    /** The result of a subproblem that the node waits for. Repeated while heartbeats say that it is awaited. */
    record Deliver(PathKey key, Payload result, Measured measured) implements ToNode {}

    /**
     * What these receipts stand for has been kept; the node need not repeat it.
     *
     * @param keys receipts, see {@link Receipt}
     */
    record Acknowledge(List<PathKey> keys) implements ToNode {
        public Acknowledge {
            keys = List.copyOf(keys);
        }
    }

    /**
     * The best solution that the coordinator keeps has this cost; what a node has found that is no better is settled by that.
     * Sent to all nodes when a better one is kept, and again to those whose heartbeats do not know of it. The lowest one counts,
     * however often and in which order they come.
     *
     * @param cost see {@link dev.cleave.core.search.Cost}
     */
    record BestKnown(long cost) implements ToNode {}

    /** This attempt is not wanted any more; stop it and forget it. */
    record Revoke(LeaseId lease) implements ToNode {}
}
