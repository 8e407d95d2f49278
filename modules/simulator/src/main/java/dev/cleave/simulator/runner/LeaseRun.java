package dev.cleave.simulator.runner;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.simulator.tree.Subtree;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lease in a runner, with the frames that have been captured under it. */
final class LeaseRun {

    final Lease lease;
    final Subtree problem;
    /** Subproblems given away or known, whose results have not come. */
    final Set<PathKey> awaited = new HashSet<>();

    /** Captured frames, not complete, from the oldest on. */
    @Nullable
    Frame oldest;

    private @Nullable Frame newest;

    boolean started;
    boolean over;
    long startedAt;
    long finishedWeight;

    LeaseRun(Lease lease, Subtree problem) {
        this.lease = lease;
        this.problem = problem;
    }

    LeaseId id() {
        return lease.id();
    }

    void add(Frame frame) {
        frame.older = newest;
        if (newest == null) {
            oldest = frame;
        } else {
            newest.newer = frame;
        }
        newest = frame;
    }

    void remove(Frame frame) {
        Frame before = frame.older;
        Frame after = frame.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        frame.older = null;
        frame.newer = null;
    }

    /** The way from the lease's subproblem to a frame's, or to one of its children. */
    static Path pathOf(@Nullable Frame frame, int child) {
        int length = 0;
        for (Frame at = frame; at != null && at.parent != null; at = at.parent) {
            length++;
        }
        int[] indexes = new int[length];
        // The top frame stands for the lease; the index of its only child is no part of the way.
        int next = child;
        for (Frame at = frame; at != null && at.parent != null; at = at.parent) {
            indexes[--length] = next;
            next = at.index;
        }
        return Path.of(indexes);
    }
}
