package dev.cleave.core.coordination;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import org.jspecify.annotations.Nullable;

/** What the coordinator knows of one leased subproblem. Its state changes in {@link LeaseBook} only. */
final class LeaseRecord extends KnownEntry {

    final int depth;
    final long serial;

    @Nullable
    Payload problem;

    final KnownUnder known = new KnownUnder();

    /** Whether it waits more than it computes: it takes no lane, and is not counted where those are. */
    boolean beside;

    LeaseState state = LeaseState.TABLE.first();
    /** The latest attempt that was given; 0 before the first. */
    int attempt;

    /** Above what attempts of it, and of what is shed from it, are granted: what was known before may have had as many. */
    int attemptsBefore;

    @Nullable
    NodeRecord holder;
    /** Where the latest attempt may still be running, though its node is lost. */
    @Nullable
    NodeRecord lostWith;
    /** Whether the next grant repeats work that was lost. */
    boolean lost;

    long sentAt;
    /** Whether a heartbeat of the holder has listed the present attempt. */
    boolean confirmed;

    boolean started;
    /** The holder's last heartbeat that listed it. */
    long seenIn;

    Lease.Care care = Lease.Care.NORMAL;
    /** Runner deaths without progress in between. */
    int deaths;
    /** How many results under it have become known, ever, and when it was last granted. */
    long progressed;

    long progressedAtGrant;
    /** Finished weight of its own, as its holder last said. */
    long finishedWeight;
    /** What is counted for it, not for its children, in the job's progress. */
    long counted;
    /** How many of its direct children are pending. */
    int pendingChildren;

    LeaseRecord(
            PathKey key,
            @Nullable LeaseRecord parent,
            Path path,
            int depth,
            long weight,
            @Nullable Payload problem,
            long digest,
            long serial) {
        super(key, parent, path, weight, digest);
        this.depth = depth;
        this.problem = problem;
        this.serial = serial;
    }

    LeaseId id() {
        return new LeaseId(key, attempt);
    }

    boolean is(LeaseState other) {
        return state == other;
    }

    boolean isSuspect() {
        return deaths > 0;
    }

    boolean isHeldBy(NodeRecord node) {
        return state == LeaseState.GRANTED && holder == node;
    }

    boolean isCareful() {
        return care != Lease.Care.NORMAL;
    }

    void move(LeaseState.Event event) {
        state = LeaseState.TABLE.after(state, event);
    }
}
