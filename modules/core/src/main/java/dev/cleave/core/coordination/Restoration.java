package dev.cleave.core.coordination;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.KeptImage;
import dev.cleave.core.journal.LeaseImage;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the books of a coordinator back to where the journal of the one before it ends.
 *
 * <p>A lease whose result is in the journal is done. One that a node holds, as the journal says, is held by it until the node
 * says otherwise, or is not heard of for {@link CoordinationSettings#adoptNanos()}. All others are pending. What nodes hold
 * besides was granted after the journal ends, and {@link Reconciliation} revokes it, as it does with any attempt that is not
 * the present one.
 *
 * <p>Why that is right: the journal is a beginning of what the last coordinator decided, and nothing that it acknowledged is
 * missing from it. So what is missing is still with the nodes, which say it again; or it was a grant, and is revoked; or the
 * loss of a lease, and is noticed again.
 */
final class Restoration {

    private final LeaseTree tree;
    private final LeaseBook book;
    private final NodeTable nodes;
    private final ProgressTally progress;
    private final SessionBook session;

    Restoration(LeaseTree tree, LeaseBook book, NodeTable nodes, ProgressTally progress, SessionBook session) {
        this.tree = tree;
        this.book = book;
        this.nodes = nodes;
        this.progress = progress;
        this.session = session;
    }

    /** Takes over what is outstanding. */
    void restore(JobImage image, long now) {
        for (LeaseImage lease : image.leases()) {
            LeaseRecord record = recordOf(lease);
            record.attempt = lease.attempt();
            record.deaths = lease.deaths();
            record.lost = lease.attempt() > 0;
            addReported(record, lease);
            place(record, lease, now);
            session.restored(record);
        }
    }

    private LeaseRecord recordOf(LeaseImage lease) {
        LeaseImage above = lease.parent();
        Payload problem = lease.problem();
        if (above == null || problem == null) {
            return tree.root();
        }
        // Parents come first.
        LeaseRecord parent = tree.lease(above.key());
        if (parent == null) {
            throw new IllegalStateException("lease " + lease.key() + " (expected: after the one above it)");
        }
        LeaseId id = new LeaseId(above.key(), above.attempt());
        return tree.addLease(
                parent,
                new ShedChild(id, lease.path(), lease.weight(), problem, lease.problemDigest(), lease.beside()),
                lease.key());
    }

    private void addReported(LeaseRecord record, LeaseImage lease) {
        long finished = 0;
        for (KeptImage under : lease.under()) {
            Payload result = under.result();
            if (!(under instanceof LeaseImage) && result != null) {
                finished += under.weight();
                tree.addResult(
                        record,
                        new FinishedChild(
                                under.path(), under.weight(), result, under.measured(), under.problemDigest()),
                        under.isPromised() && lease.holder() != null);
            }
        }
        progress.count(record, finished);
    }

    private void place(LeaseRecord record, LeaseImage lease, long now) {
        Payload result = lease.result();
        NodeId holder = lease.holder();
        if (result != null) {
            record.move(LeaseState.Event.FINISH);
            record.result = result;
            record.measured = lease.measured();
            record.problem = null;
            progress.countDone(record);
        } else if (holder != null) {
            NodeRecord node = nodes.findOrAdd(holder);
            nodes.change(node, () -> node.standing = NodeRecord.Standing.AWAITED);
            record.move(LeaseState.Event.ADOPT);
            record.lost = false;
            record.care = Suspects.careFor(record);
            record.confirmed = true;
            record.seenIn = -1;
            // Whether it has got on under the last coordinator is not written; it gets the benefit of the doubt.
            record.progressed = 1;
            book.hold(record, node, now);
        } else if (record != tree.root() || !session.isOn()) {
            book.enqueue(record);
        }
    }

    /** The nodes that hold leases and have not been heard of. */
    List<NodeId> awaited() {
        List<NodeId> awaited = new ArrayList<>();
        for (NodeRecord node : nodes.in(NodeRecord.Standing.AWAITED)) {
            awaited.add(node.id);
        }
        return awaited;
    }
}
