package dev.cleave.core.node;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;
import java.util.HashSet;
import java.util.Set;

/** A lease that a node holds. */
final class HeldLease {

    final Lease lease;
    /** Subproblems elsewhere whose results it waits for. */
    final Set<PathKey> awaited = new HashSet<>();

    HeldState state = HeldState.TABLE.first();
    long finishedWeight;
    /** When it was started. */
    long startedAt;

    HeldLease(Lease lease) {
        this.lease = lease;
    }

    LeaseId id() {
        return lease.id();
    }

    boolean isStarted() {
        return state == HeldState.STARTED;
    }

    void move(HeldState.Event event) {
        state = HeldState.TABLE.after(state, event);
    }
}
