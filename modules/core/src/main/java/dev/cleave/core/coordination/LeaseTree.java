package dev.cleave.core.coordination;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outstanding leases of a job, each under the one it came from, with what is known under them. */
final class LeaseTree {

    private final Map<PathKey, KnownEntry> byKey = new HashMap<>();
    private final LeaseRecord root;
    private long serials;

    LeaseTree(long wholeWeight) {
        root = new LeaseRecord(PathKey.ROOT, null, Path.EMPTY, 0, wholeWeight, null, 0, serials++);
        byKey.put(root.key, root);
    }

    LeaseRecord root() {
        return root;
    }

    @Nullable
    KnownEntry entry(PathKey key) {
        return byKey.get(key);
    }

    @Nullable
    LeaseRecord lease(PathKey key) {
        return byKey.get(key) instanceof LeaseRecord lease ? lease : null;
    }

    /** How many entries there are, leases and checkpointed results. */
    int size() {
        return byKey.size();
    }

    /**
     * Puts a shed subproblem under its parent. What was known under it before is from now on known under the new lease.
     */
    LeaseRecord addLease(LeaseRecord parent, ShedChild child, PathKey key) {
        Path path = child.path();
        Payload problem = child.problem();
        LeaseRecord lease = new LeaseRecord(
                key,
                parent,
                path,
                parent.depth + path.length(),
                child.weight(),
                problem,
                child.problemDigest(),
                serials++);
        lease.beside = child.beside();
        for (KnownEntry under : parent.known.atOrUnder(path)) {
            moveDown(under, parent, lease);
        }
        parent.known.add(lease);
        byKey.put(lease.key, lease);
        return lease;
    }

    private static void moveDown(KnownEntry entry, LeaseRecord from, LeaseRecord to) {
        from.known.remove(entry);
        int[] indexes = entry.path.toArray();
        int skipped = to.path.length();
        int[] rest = new int[indexes.length - skipped];
        System.arraycopy(indexes, skipped, rest, 0, rest.length);
        entry.path = Path.of(rest);
        entry.parent = to;
        entry.promised = false;
        to.known.add(entry);
        if (entry instanceof LeaseRecord lease && lease.is(LeaseState.PENDING)) {
            from.pendingChildren--;
            to.pendingChildren++;
        }
    }

    /** Puts a checkpointed result under its lease; nothing may be at, above or under its path. */
    CheckpointedResult addResult(LeaseRecord parent, FinishedChild finished) {
        return addResult(parent, finished, false);
    }

    /** The same; {@code promised} if the lease's holder was told of it. */
    CheckpointedResult addResult(LeaseRecord parent, FinishedChild finished, boolean promised) {
        CheckpointedResult result = new CheckpointedResult(parent.key.descendant(finished.path()), parent, finished);
        if (promised) {
            parent.known.addPromised(result);
        } else {
            parent.known.add(result);
        }
        byKey.put(result.key, result);
        return result;
    }

    /** Takes out an entry, not what is under it. */
    void remove(KnownEntry entry) {
        byKey.remove(entry.key, entry);
        LeaseRecord parent = entry.parent;
        if (parent != null) {
            parent.known.remove(entry);
        }
    }

    /** Takes out the finest results under a lease that are too many, and says which. */
    List<CheckpointedResult> forgetFinest(LeaseRecord lease, int most, long mostBytes) {
        List<CheckpointedResult> forgotten = lease.known.forgetFinest(most, mostBytes);
        for (CheckpointedResult result : forgotten) {
            byKey.remove(result.key, result);
        }
        return forgotten;
    }

    /** Forgets that an entry exists, when its whole surroundings go. */
    void forget(KnownEntry entry) {
        byKey.remove(entry.key, entry);
    }
}
