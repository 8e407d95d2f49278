package dev.cleave.core.protocol;

import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;

/**
 * What a message that must not get lost is acknowledged by: a 128-bit hash of what it says.
 *
 * <p>A subproblem's key alone would not do: a node that shed a subproblem may be given it back and finish it, and an
 * acknowledgement of the shed that comes late must not pass for one of the result.
 */
public final class Receipt {

    private static final int ENDED = -2;
    private static final int SHED = -3;
    private static final int DIED = -4;

    private Receipt() {}

    /**
     * For the end of an attempt at its node: finished, failed, or given back. Each attempt ends once at most.
     *
     * @param lease the attempt
     */
    public static PathKey ended(LeaseId lease) {
        return lease.key().child(ENDED).child(lease.attempt());
    }

    /**
     * For a subproblem given away.
     *
     * @param parent the lease it came from
     * @param child the subproblem
     */
    public static PathKey shed(LeaseId parent, PathKey child) {
        PathKey from = parent.key().child(SHED).child(parent.attempt());
        return new PathKey(from.high() ^ child.high(), from.low() + child.low());
    }

    /**
     * For the death of a runner.
     *
     * @param runner the runner's number
     */
    public static PathKey died(long runner) {
        return PathKey.ROOT.child(DIED).child((int) (runner >>> 32)).child((int) runner);
    }
}
