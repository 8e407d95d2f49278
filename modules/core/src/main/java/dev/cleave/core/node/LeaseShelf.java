package dev.cleave.core.node;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The leases that a node holds for one job, the results they wait for, and the attempts that are over. */
final class LeaseShelf {

    /** How many attempts are remembered as over, so that a grant that comes twice is not run twice. */
    private static final int MOST_OVER = 4096;

    private final Map<PathKey, HeldLease> held = new LinkedHashMap<>();
    private final Map<PathKey, HeldLease> awaited = new LinkedHashMap<>();
    private final Set<LeaseId> over = new LinkedHashSet<>();
    private int unstarted;
    private int besides;

    Collection<HeldLease> all() {
        return held.values();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Leases that no lane has begun, of those that take one. */
    int unstarted() {
        return unstarted;
    }

    /** Leases that take no lane. */
    int besides() {
        return besides;
    }

    private void count(HeldLease lease, int one) {
        if (lease.lease.beside()) {
            besides += one;
        } else if (!lease.isStarted()) {
            unstarted += one;
        }
    }

    /** The held lease on a subproblem, whatever the attempt. */
    @Nullable
    HeldLease on(PathKey key) {
        return held.get(key);
    }

    /** The very attempt, if it is held. */
    @Nullable
    HeldLease find(LeaseId id) {
        HeldLease lease = held.get(id.key());
        return lease != null && lease.id().attempt() == id.attempt() ? lease : null;
    }

    boolean isOver(LeaseId id) {
        return over.contains(id);
    }

    HeldLease add(Lease lease) {
        HeldLease added = new HeldLease(lease);
        held.put(lease.id().key(), added);
        count(added, 1);
        for (KnownChild child : lease.known()) {
            await(added, lease.id().key().descendant(child.path()));
        }
        return added;
    }

    void await(HeldLease lease, PathKey key) {
        lease.awaited.add(key);
        awaited.put(key, lease);
    }

    /** A result has come. Returns whether a lease waited for it. */
    boolean stopAwaiting(PathKey key) {
        HeldLease lease = awaited.remove(key);
        if (lease == null) {
            return false;
        }
        lease.awaited.remove(key);
        return true;
    }

    void start(HeldLease lease) {
        count(lease, -1);
        lease.move(HeldState.Event.START);
        count(lease, 1);
    }

    /** Takes a lease off the shelf for good. */
    void end(HeldLease lease, HeldState.Event how) {
        count(lease, -1);
        lease.move(how);
        held.remove(lease.id().key());
        for (PathKey key : lease.awaited) {
            awaited.remove(key, lease);
        }
        close(lease.id());
    }

    /** Remembers that an attempt is over, whether it was held or not. */
    void close(LeaseId id) {
        over.add(id);
        if (over.size() > MOST_OVER) {
            over.remove(over.iterator().next());
        }
    }

    int awaiting() {
        return awaited.size();
    }

    /** Some of the awaited subproblems; others the next time, when there are more. */
    List<PathKey> someAwaited(int most) {
        if (awaited.size() <= most) {
            return new ArrayList<>(awaited.keySet());
        }
        List<PathKey> some = new ArrayList<>(most);
        for (PathKey key : awaited.keySet()) {
            if (some.size() == most) {
                break;
            }
            some.add(key);
        }
        for (PathKey key : some) {
            HeldLease lease = awaited.remove(key);
            if (lease != null) {
                awaited.put(key, lease);
            }
        }
        return some;
    }
}
