package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.search.Found;

/**
 * One decision of a coordinator that the next controller must know of.
 *
 * <p>There is a record for what is outstanding between nodes, never for a subproblem of the tree. What is not recorded can be
 * found out again from the nodes, or costs no more than running something again that was not finished.
 *
 * <p>Order: {@link Begun} comes first, once for each controller, with a growing term. A lease is {@link Shed} after its parent and
 * before all else that is said of it, and not under a finished one. Attempts grow. A lease is {@link Finished} once. After
 * {@link Ended} comes nothing.
 */
public sealed interface JournalRecord {

    /**
     * A controller begins to coordinate the job. The first makes the root lease. Must be on disk before anything is said to a node.
     *
     * @param epoch the controller's
     * @param term how many controllers coordinated the job before, from 0
     */
    record Begun(long epoch, int term) implements JournalRecord {}

    /** A subproblem was given away and is a lease from now on. Must be on disk before it is acknowledged. */
    record Shed(ShedChild child) implements JournalRecord {

        /** The new lease. */
        public PathKey key() {
            return child.parent().key().descendant(child.path());
        }
    }

    /** A node got a lease, or one that was lost with it goes on there. */
    record Granted(LeaseId lease, NodeId node) implements JournalRecord {}

    /**
     * A lease has no holder any more.
     *
     * @param deaths how many runners died of it, without progress in between; must be on disk before the death is acknowledged
     */
    record Lost(LeaseId lease, int deaths) implements JournalRecord {}

    /** A checkpoint reported the result of a subproblem under a lease, in place of all that is known at or under its path. */
    record Reported(PathKey lease, FinishedChild child) implements JournalRecord {}

    /** A result that a checkpoint reported is not kept any more, as there are too many; its subproblem may be solved again. */
    record Forgot(PathKey lease, Path path) implements JournalRecord {}

    /**
     * The result of a lease is known, and nothing under it is needed any more. Must be on disk before it is acknowledged.
     *
     * @param text the result for people, if the lease is that of the root; else empty
     */
    record Finished(PathKey lease, Payload result, Measured measured, String text) implements JournalRecord {

        /** A result that nobody reads. */
        public Finished(PathKey lease, Payload result, Measured measured) {
            this(lease, result, measured, "");
        }
    }

    /**
     * A chunk of a session, and all that is under it, is not needed any more: its client has the result, or does not want it. Need not
     * be on disk before anything else.
     */
    record Discarded(PathKey lease) implements JournalRecord {}

    /**
     * A solution better than all before. Must be on disk before anybody is told, as others leave out what is no better, and
     * whoever has found it may be gone.
     */
    record Improved(Found found) implements JournalRecord {}

    /**
     * What was written so far cannot be gone on with, as something that it refers to is gone: the job is run from its root
     * again. Comes right after {@link Begun}. The best solution still counts, since nodes go by it.
     */
    record Restarted() implements JournalRecord {}

    /** The job has ended. Must be on disk before anybody is told. */
    record Ended(Outcome outcome) implements JournalRecord {}
}
