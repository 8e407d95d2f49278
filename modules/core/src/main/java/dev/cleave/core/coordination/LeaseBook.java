package dev.cleave.core.coordination;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.DecisionLog;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where leases change their state, and everything that has to change with it: the queue, what nodes hold, progress,
 * what holders are told.
 */
final class LeaseBook {

    private final long epoch;
    private final CoordinationSettings settings;
    private final CoordinationPort port;
    private final LeaseTree tree;
    private final PendingQueue pending;
    private final NodeTable nodes;
    private final CountKeeper counts;
    private final ProgressTally progress;
    private final DecisionLog log;
    private int attemptsBefore;
    /** The highest attempt of a lease that was dropped. */
    private int attemptsDropped;

    private int granted;

    LeaseBook(
            long epoch,
            CoordinationSettings settings,
            CoordinationPort port,
            DecisionLog log,
            LeaseTree tree,
            PendingQueue pending,
            NodeTable nodes,
            CountKeeper counts,
            ProgressTally progress) {
        this.epoch = epoch;
        this.settings = settings;
        this.port = port;
        this.log = log;
        this.tree = tree;
        this.pending = pending;
        this.nodes = nodes;
        this.counts = counts;
        this.progress = progress;
    }

    /** How many leases are held by nodes. */
    int granted() {
        return granted;
    }

    /** From now on attempts are granted above this number. */
    void grantAbove(int attempts) {
        attemptsBefore = attempts;
    }

    /** Makes a subproblem that was shed, or came from a client, a pending lease. */
    LeaseRecord add(LeaseRecord parent, ShedChild child, PathKey key) {
        log.decided(new JournalRecord.Shed(child));
        LeaseRecord lease = tree.addLease(parent, child, key);
        lease.attemptsBefore = parent.attemptsBefore;
        enqueue(lease);
        return lease;
    }

    /** A lease may have been known before, and no attempt may be given twice: a node refuses what is over. */
    void grantAboveDropped(LeaseRecord lease) {
        lease.attemptsBefore = attemptsDropped;
    }

    /** Drops a lease that nobody needs, whatever its state, and all that is under it. */
    void discard(LeaseRecord lease) {
        log.decided(new JournalRecord.Discarded(lease.key));
        dropUnder(lease);
        drop(lease);
        tree.remove(lease);
    }

    /** Makes the root a pending lease. */
    void addRoot() {
        enqueue(tree.root());
    }

    /** Lets a lease wait for a node. */
    void enqueue(LeaseRecord lease) {
        pending.add(lease);
        if (lease.parent != null) {
            lease.parent.pendingChildren++;
        }
    }

    private void dequeue(LeaseRecord lease) {
        pending.remove(lease);
        if (lease.parent != null) {
            lease.parent.pendingChildren--;
        }
    }

    /** Gives a pending lease to a node, as a new attempt, with all that is known under it. */
    void grant(LeaseRecord lease, NodeRecord node, Lease.Care care, long now) {
        dequeue(lease);
        lease.move(LeaseState.Event.GRANT);
        lease.attempt = Math.max(lease.attempt, Math.max(attemptsBefore, lease.attemptsBefore)) + 1;
        lease.care = care;
        lease.confirmed = false;
        lease.started = false;
        lease.progressedAtGrant = lease.progressed;
        lease.lostWith = null;
        counts.leases++;
        if (lease.lost) {
            lease.lost = false;
            counts.retries++;
        }
        lease.known.unpromise();
        forgetFinest(lease);
        log.decided(new JournalRecord.Granted(lease.id(), node.id));
        hold(lease, node, now);
        node.leases++;
        port.send(node.id, new ToNode.Grant(describe(lease, true)));
        int sent = 0;
        for (KnownEntry entry : lease.known.all()) {
            if (entry.result != null) {
                counts.knownReused++;
                if (sent < settings.deliveriesAtOnce()) {
                    deliver(entry, node, now);
                    sent++;
                }
            }
        }
    }

    /** Sends a grant again that seems to have got lost. */
    void grantAgain(LeaseRecord lease, NodeRecord node, long now) {
        lease.sentAt = now;
        port.send(node.id, new ToNode.Grant(describe(lease, false)));
    }

    private Lease describe(LeaseRecord lease, boolean first) {
        return new Lease(
                lease.id(),
                epoch,
                lease.depth,
                lease.weight,
                lease.problem,
                first ? lease.known.promiseAll() : lease.known.promised(),
                lease.care,
                lease.beside);
    }

    /** Notes that a node holds a lease. */
    void hold(LeaseRecord lease, NodeRecord node, long now) {
        lease.holder = node;
        lease.sentAt = now;
        granted++;
        nodes.change(node, () -> {
            if (node.held.isEmpty()) {
                node.safeBusyNanos = node.busyNanos;
            }
            node.held.put(lease.key, lease);
            node.count(lease, 1);
            if (lease.isCareful()) {
                node.careful = lease;
                node.reserved = false;
            }
        });
    }

    private void letGo(LeaseRecord lease) {
        NodeRecord node = lease.holder;
        if (node == null) {
            return;
        }
        lease.holder = null;
        granted--;
        nodes.change(node, () -> {
            node.held.remove(lease.key);
            node.count(lease, -1);
            if (node.careful == lease) {
                node.careful = null;
            }
        });
    }

    /** Lets the attempt go on that a lost node still holds, now that the node is back. */
    void adopt(LeaseRecord lease, NodeRecord node, long now) {
        log.decided(new JournalRecord.Granted(lease.id(), node.id));
        dequeue(lease);
        lease.move(LeaseState.Event.ADOPT);
        lease.lostWith = null;
        lease.lost = false;
        lease.confirmed = true;
        hold(lease, node, now);
    }

    /**
     * Takes a lease from its holder.
     *
     * @param recoverable whether the holder may come back with it
     */
    void lose(LeaseRecord lease, boolean recoverable) {
        log.decided(new JournalRecord.Lost(lease.id(), lease.deaths));
        NodeRecord node = lease.holder;
        letGo(lease);
        lease.move(LeaseState.Event.LOSE);
        lease.lost = true;
        lease.lostWith = recoverable ? node : null;
        enqueue(lease);
    }

    /** Takes a lease from its holder, and tells it. */
    void takeBack(LeaseRecord lease) {
        NodeRecord node = lease.holder;
        if (node != null) {
            port.send(node.id, new ToNode.Revoke(lease.id()));
            lose(lease, false);
        }
    }

    /** Takes a lease away that died with its runner, and lets it be blamed before it is pending again. */
    void loseWithRunner(LeaseRecord lease, Runnable blame) {
        if (lease.is(LeaseState.PENDING)) {
            dequeue(lease);
        } else {
            letGo(lease);
            lease.move(LeaseState.Event.LOSE);
        }
        blame.run();
        log.decided(new JournalRecord.Lost(lease.id(), lease.deaths));
        lease.lost = true;
        lease.lostWith = null;
        enqueue(lease);
    }

    /** Takes a lease back that nothing runs of at its holder. */
    void giveBack(LeaseRecord lease) {
        log.decided(new JournalRecord.Lost(lease.id(), lease.deaths));
        letGo(lease);
        lease.move(LeaseState.Event.GIVE_BACK);
        enqueue(lease);
    }

    /** Keeps the result of a lease, and drops all that is under it. */
    void finish(LeaseRecord lease, ToCoordinator.Finished finished, NodeId from, long now) {
        Payload result = finished.result();
        Measured measured = finished.measured();
        LeaseId as = finished.lease();
        log.decided(new JournalRecord.Finished(lease.key, result, measured, finished.text()));
        if (lease.is(LeaseState.PENDING)) {
            dequeue(lease);
        }
        NodeRecord node = lease.holder;
        if (node != null && !(node.id.equals(from) && lease.attempt == as.attempt())) {
            port.send(node.id, new ToNode.Revoke(lease.id()));
        }
        letGo(lease);
        lease.move(LeaseState.Event.FINISH);
        dropUnder(lease);
        lease.result = result;
        lease.measured = measured;
        lease.problem = null;
        lease.lostWith = null;
        progress.countDone(lease);
        LeaseRecord parent = lease.parent;
        if (parent != null) {
            parent.progressed++;
            if (parent.holder != null) {
                deliver(lease, parent.holder, now);
            }
        }
    }

    private void dropUnder(LeaseRecord lease) {
        Deque<LeaseRecord> left = new ArrayDeque<>();
        left.add(lease);
        while (!left.isEmpty()) {
            LeaseRecord next = left.remove();
            for (KnownEntry entry : next.known.all()) {
                tree.forget(entry);
                if (entry instanceof LeaseRecord child) {
                    drop(child);
                    left.add(child);
                }
            }
            next.known.clear();
        }
    }

    private void drop(LeaseRecord lease) {
        attemptsDropped = Math.max(attemptsDropped, lease.attempt);
        if (lease.is(LeaseState.PENDING)) {
            dequeue(lease);
        }
        NodeRecord node = lease.holder;
        if (node != null) {
            port.send(node.id, new ToNode.Revoke(lease.id()));
        }
        letGo(lease);
        lease.move(LeaseState.Event.DROP);
        progress.drop(lease);
    }

    /** Keeps what a checkpoint reports, in place of what it lies above. */
    void checkpoint(LeaseRecord lease, List<FinishedChild> finished) {
        List<CheckpointedResult> added = new ArrayList<>();
        for (FinishedChild child : finished) {
            Path path = child.path();
            if (path.length() == 0 || lease.known.atOrAbove(path) != null && !isOutstanding(lease, path)) {
                continue;
            }
            log.decided(new JournalRecord.Reported(lease.key, child));
            for (KnownEntry under : new ArrayList<>(lease.known.atOrUnder(path))) {
                tree.remove(under);
                if (under instanceof LeaseRecord child2) {
                    dropUnder(child2);
                    drop(child2);
                }
            }
            added.add(tree.addResult(lease, child));
        }
        forgetFinest(lease);
        // What is forgotten at once is no progress: the next attempt would come no further.
        for (CheckpointedResult result : added) {
            lease.progressed += tree.entry(result.key) == result ? 1 : 0;
        }
    }

    private void forgetFinest(LeaseRecord lease) {
        long bytes = Math.min(settings.checkpointBytesPerLease(), settings.checkpointBytes() / Math.max(1, granted));
        for (CheckpointedResult forgotten : tree.forgetFinest(lease, settings.checkpointsPerLease(), bytes)) {
            log.decided(new JournalRecord.Forgot(lease.key, forgotten.path));
        }
    }

    /** Whether the very subproblem is a lease of its own that nobody has finished. */
    private static boolean isOutstanding(LeaseRecord lease, Path path) {
        KnownEntry entry = lease.known.atOrAbove(path);
        return entry instanceof LeaseRecord && entry.result == null && entry.path.equals(path);
    }

    /** Sends a known result to the node that holds the lease above it. */
    void deliver(KnownEntry entry, NodeRecord node, long now) {
        if (entry.result != null) {
            entry.deliveredAt = now;
            port.send(node.id, new ToNode.Deliver(entry.key, entry.result, entry.measured));
        }
    }

    /** Sends a result that is said to be awaited, unless it is unknown yet or on its way. */
    boolean deliverAgain(@Nullable KnownEntry entry, NodeRecord node, long now) {
        if (entry == null || entry.result == null || entry.parent == null || entry.parent.holder != node) {
            return false;
        }
        if (entry.deliveredAt != KnownEntry.NEVER && now - entry.deliveredAt < settings.repeatNanos()) {
            return false;
        }
        deliver(entry, node, now);
        return true;
    }
}
