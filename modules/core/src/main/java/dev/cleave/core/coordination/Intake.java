package dev.cleave.core.coordination;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Found;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what nodes say: decides what counts, puts it into the books, acknowledges it after that.
 *
 * <p>A result counts whatever the attempt it comes from, as user code is pure; the second one for a subproblem is dropped
 * and counted. All else counts only from the latest attempt: an older one's frames are not the ones that anybody waits for.
 */
final class Intake {

    /** How messages end a job. */
    interface Endings {
        /** The job's result is known. */
        void answered(Outcome.Succeeded outcome);

        void failed(JobFailure failure);
    }

    private final CoordinationPort port;
    private final LeaseTree tree;
    private final NodeTable nodes;
    private final LeaseBook book;
    private final ShedAsking asking;
    private final Reconciliation reconciliation;
    private final CountKeeper counts;
    private final BestFound best;
    private final SessionBook session;
    private final Endings endings;

    Intake(
            CoordinationPort port,
            LeaseTree tree,
            NodeTable nodes,
            LeaseBook book,
            ShedAsking asking,
            Reconciliation reconciliation,
            CountKeeper counts,
            BestFound best,
            SessionBook session,
            Endings endings) {
        this.port = port;
        this.tree = tree;
        this.nodes = nodes;
        this.book = book;
        this.asking = asking;
        this.reconciliation = reconciliation;
        this.counts = counts;
        this.best = best;
        this.session = session;
        this.endings = endings;
    }

    void take(NodeId from, ToCoordinator message, long now) {
        NodeRecord node = nodes.findOrAdd(from);
        if (message instanceof ToCoordinator.Heartbeat heartbeat) {
            reconciliation.heartbeat(node, heartbeat, now);
        } else if (message instanceof ToCoordinator.Finished finished) {
            onFinished(node, finished, now);
        } else if (message instanceof ToCoordinator.Shed shed) {
            onShed(node, shed, now);
        } else if (message instanceof ToCoordinator.Returned returned) {
            onReturned(node, returned, now);
        } else if (message instanceof ToCoordinator.Checkpoint checkpoint) {
            onCheckpoint(node, checkpoint);
        } else if (message instanceof ToCoordinator.LeaseFailed failed) {
            onLeaseFailed(node, failed);
        } else if (message instanceof ToCoordinator.RunnerDied died) {
            onRunnerDied(node, died, now);
        } else if (message instanceof ToCoordinator.Improved improved) {
            onImproved(node, improved.found());
        } else if (message instanceof ToCoordinator.JobNotStarted notStarted) {
            onJobNotStarted(node, notStarted);
        }
    }

    /** What is found last of all is no better than what is kept, as a result waits until that is. */
    private ToCoordinator.Finished whole(ToCoordinator.Finished finished) {
        Found found = best.kept();
        return found == null
                ? finished
                : new ToCoordinator.Finished(finished.lease(), found.solution(), finished.measured(), found.text());
    }

    private void onImproved(NodeRecord node, Found found) {
        best.found(node, found);
        if (found.isEnough()) {
            endings.answered(new Outcome.Succeeded(found.solution(), Measured.NOTHING, found.text()));
        }
    }

    private void onFinished(NodeRecord node, ToCoordinator.Finished said, long now) {
        LeaseId id = said.lease();
        LeaseRecord lease = tree.lease(id.key());
        ToCoordinator.Finished finished = lease != null && lease == tree.root() ? whole(said) : said;
        if (lease == null || lease.is(LeaseState.DONE)) {
            counts.duplicates++;
        } else {
            book.finish(lease, finished, node.id, now);
            session.finished(lease);
        }
        acknowledge(node, List.of(Receipt.ended(id)));
        if (lease != null && lease == tree.root() && lease.is(LeaseState.DONE)) {
            endings.answered(new Outcome.Succeeded(finished.result(), finished.measured(), finished.text()));
        }
    }

    private void onShed(NodeRecord node, ToCoordinator.Shed shed, long now) {
        List<PathKey> receipts = new ArrayList<>(shed.children().size());
        for (ShedChild child : shed.children()) {
            PathKey key = child.parent().key().descendant(child.path());
            JobFailure failure = keep(child, key);
            if (failure != null) {
                endings.failed(failure);
                return;
            }
            receipts.add(Receipt.shed(child.parent(), key));
        }
        if (!receipts.isEmpty()) {
            acknowledge(node, receipts);
        }
        asking.answered(node, receipts.isEmpty(), now);
    }

    /** Makes a lease of a shed subproblem, unless it is one, or nobody waits for it. */
    private @Nullable JobFailure keep(ShedChild child, PathKey key) {
        LeaseRecord parent = tree.lease(child.parent().key());
        if (parent == null) {
            return null;
        }
        KnownEntry above = parent.known.atOrAbove(child.path());
        if (above != null && above.path.equals(child.path()) && differs(above.digest, child.problemDigest())) {
            return nondeterministic(above);
        }
        if (above == null
                && !parent.is(LeaseState.DONE)
                && parent.attempt == child.parent().attempt()) {
            book.add(parent, child, key);
            counts.sheds++;
        }
        return null;
    }

    private static boolean differs(long digest, long other) {
        return digest != 0 && other != 0 && digest != other;
    }

    private static JobFailure nondeterministic(KnownEntry entry) {
        return JobFailure.of(
                Code.NONDETERMINISTIC,
                entry.absolutePath().toString(),
                "divide gave another subproblem than before (expected: the same for the same problem)");
    }

    private void onReturned(NodeRecord node, ToCoordinator.Returned returned, long now) {
        List<PathKey> receipts = new ArrayList<>(returned.leases().size());
        for (LeaseId id : returned.leases()) {
            LeaseRecord lease = tree.lease(id.key());
            if (lease != null && lease.attempt == id.attempt() && lease.isHeldBy(node)) {
                book.giveBack(lease);
            }
            receipts.add(Receipt.ended(id));
        }
        acknowledge(node, receipts);
        asking.answered(node, receipts.isEmpty(), now);
    }

    private void onCheckpoint(NodeRecord node, ToCoordinator.Checkpoint checkpoint) {
        LeaseRecord lease = tree.lease(checkpoint.lease().key());
        if (lease != null
                && !lease.is(LeaseState.DONE)
                && lease.attempt == checkpoint.lease().attempt()) {
            book.checkpoint(lease, checkpoint.finished());
            nodes.change(node, () -> node.safeBusyNanos = node.busyNanos);
        }
    }

    private void onLeaseFailed(NodeRecord node, ToCoordinator.LeaseFailed failed) {
        LeaseId id = failed.lease();
        LeaseRecord lease = tree.lease(id.key());
        if (lease != null && !lease.is(LeaseState.DONE) && lease.attempt == id.attempt()) {
            fail(
                    lease,
                    failed.failure().at(lease.absolutePath().then(failed.path()).toString()));
        }
        acknowledge(node, List.of(Receipt.ended(id)));
    }

    private void onRunnerDied(NodeRecord node, ToCoordinator.RunnerDied died, long now) {
        if (node.deadRunners.add(died.runner())) {
            counts.lostRunners++;
            countReExecution(node, now);
            boolean alone = died.running().size() == 1;
            for (LeaseId id : died.running()) {
                LeaseRecord lease = lostBy(node, id);
                if (lease != null) {
                    book.loseWithRunner(lease, () -> Suspects.died(lease, alone));
                    if (lease.deaths >= Suspects.MOST_DEATHS) {
                        if (!fail(lease, Suspects.poison(lease, died.cause(), died.tracedPath()))) {
                            return;
                        }
                    }
                }
            }
            for (LeaseId id : died.others()) {
                LeaseRecord lease = lostBy(node, id);
                if (lease != null) {
                    book.loseWithRunner(lease, () -> {});
                }
            }
        }
        acknowledge(node, List.of(Receipt.died(died.runner())));
    }

    /** Ends the job with a failure, unless it is a session: of that it ends one chunk. Returns whether the job goes on. */
    private boolean fail(LeaseRecord lease, JobFailure failure) {
        boolean goesOn = session.failed(lease, failure);
        if (!goesOn) {
            endings.failed(failure);
        }
        return goesOn;
    }

    private @Nullable LeaseRecord lostBy(NodeRecord node, LeaseId id) {
        LeaseRecord lease = tree.lease(id.key());
        boolean its = lease != null
                && lease.attempt == id.attempt()
                && (lease.isHeldBy(node) || (lease.is(LeaseState.PENDING) && lease.lostWith == node));
        return its ? lease : null;
    }

    private void onJobNotStarted(NodeRecord node, ToCoordinator.JobNotStarted notStarted) {
        JobFailure failure = notStarted.failure();
        nodes.change(node, () -> node.notStarted = failure);
        boolean everywhere = true;
        for (NodeRecord other : nodes.in(NodeRecord.Standing.ALIVE)) {
            everywhere &= other.notStarted != null;
        }
        if (everywhere || !failure.code().isRetryable()) {
            endings.failed(failure);
        }
    }

    /** Takes all leases from a node that is lost; it may come back with them. */
    void lose(NodeRecord node, long now) {
        countReExecution(node, now);
        for (LeaseRecord lease : List.copyOf(node.held.values())) {
            book.lose(lease, true);
        }
    }

    /** Adds the execution time that a node may have spent since its last checkpoint, as a bound. */
    private void countReExecution(NodeRecord node, long now) {
        if (!node.held.isEmpty()) {
            long unheard = Math.max(0, now - node.heardAt) * Math.max(node.lanes, node.busyLanes);
            counts.reExecutedNanos += Math.max(0, node.busyNanos - node.safeBusyNanos) + unheard;
        }
    }

    private void acknowledge(NodeRecord node, List<PathKey> receipts) {
        port.send(node.id, new ToNode.Acknowledge(receipts));
    }
}
