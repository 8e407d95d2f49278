package dev.cleave.simulator.cluster;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.KeptImage;
import dev.cleave.core.journal.LeaseImage;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches what goes in and out of a coordinator, and holds it to the rules of recovery.
 *
 * <p>Keeps a model of its own: which attempts were given, which results came and were acknowledged, which subproblems were
 * shed by the latest attempt of their parent and acknowledged. From those follows what must be known with each grant, and
 * what must not be granted at all.
 */
public final class Checker {

    private record Kept(Path path, int parentAttempt) {}

    /** So often something is said again at most, with all that a network loses. */
    private static final int MOST_REPEATS = 20;

    /** What the holder of an attempt waits for: what it was told with the grant, and what it gave away. */
    private static final class Waiting {
        final TreeSet<Path> paths = new TreeSet<>();

        boolean covers(Path path) {
            Path nearest = paths.floor(path);
            return nearest != null && nearest.leadsTo(path);
        }
    }

    private final List<String> violations = new ArrayList<>();
    private final Map<LeaseId, Waiting> waiting = new HashMap<>();
    private final Map<LeaseId, List<KnownChild>> knownWith = new HashMap<>();
    private final Map<LeaseId, Integer> revokes = new HashMap<>();
    private final Map<LeaseId, Long> revokedAt = new HashMap<>();
    private final Map<LeaseId, Integer> grants = new HashMap<>();
    /** Attempts whose end without a result the node has told, or whose node was lost. */
    private final Set<LeaseId> excused = new HashSet<>();

    /** From which leases a subproblem was shed, and by which way. */
    private final Map<PathKey, Map<PathKey, Path>> shedFrom = new HashMap<>();

    /** The lowest cost of a solution that nodes were told of. */
    private long bestTold = Cost.NONE;

    private @Nullable SimulatedStore store;
    private final Map<PathKey, Integer> attempts = new HashMap<>();
    private final Map<LeaseId, NodeId> givenTo = new HashMap<>();
    private final Map<LeaseId, NodeId> meantFor = new HashMap<>();
    private final Map<PathKey, LeaseId> arrivedResults = new HashMap<>();
    private final Set<PathKey> keptResults = new HashSet<>();
    private final Set<PathKey> discarded = new HashSet<>();
    private final Map<PathKey, PathKey> parents = new HashMap<>();
    /** Receipts of results whose leases were unknown when they were acknowledged: not needed any more, or not yet. */
    private final Set<PathKey> unknownThen = new HashSet<>();

    private final Map<PathKey, ShedChild> arrivedSheds = new HashMap<>();
    private final Map<PathKey, Map<PathKey, Kept>> keptSheds = new HashMap<>();

    /** A lease comes from another. */
    void isUnder(PathKey lease, PathKey above) {
        parents.put(lease, above);
    }

    /** A chunk of a session is not needed any more; a late message may make it known again, and have it solved again. */
    void discarded(PathKey chunk) {
        discarded.add(chunk);
    }

    /** Whether a lease, or the chunk that it is of, was not needed any more at some time. */
    boolean isDiscarded(PathKey lease) {
        PathKey at = lease;
        while (at != null && !discarded.contains(at)) {
            at = parents.get(at);
        }
        return at != null;
    }

    /** What went wrong so far. */
    public List<String> violations() {
        return violations;
    }

    /** Something happened that must never happen. */
    public void violation(String what) {
        if (violations.size() < 20) {
            violations.add(what);
        }
    }

    /** A node sends a message, whatever becomes of it. */
    public void nodeSends(ToCoordinator message) {
        if (message instanceof ToCoordinator.Shed shed) {
            for (ShedChild child : shed.children()) {
                noteShed(child.parent().key(), child.path());
                waitingOf(child.parent()).paths.add(child.path());
            }
        } else if (message instanceof ToCoordinator.Returned returned) {
            excused.addAll(returned.leases());
        } else if (message instanceof ToCoordinator.RunnerDied died) {
            excused.addAll(died.running());
            excused.addAll(died.others());
        }
    }

    private void noteShed(PathKey parent, Path path) {
        shedFrom.computeIfAbsent(parent.descendant(path), key -> new HashMap<>())
                .putIfAbsent(parent, path);
    }

    /** A controller begins to go by what a store says; what was decided and not written does not count any more. */
    public void tookOver(SimulatedStore next) {
        store = next;
        attempts.clear();
        for (LeaseImage lease : next.image().leases()) {
            attempts.put(lease.key(), lease.attempt());
            Waiting holder = waitingOf(new LeaseId(lease.key(), lease.attempt()));
            for (KeptImage under : lease.under()) {
                noteShed(lease.key(), under.path());
                holder.paths.add(under.path());
            }
        }
    }

    /** The coordinator is told that a node is lost. */
    public void lost(NodeId node) {
        excuse(givenTo, node);
        excuse(meantFor, node);
    }

    private void excuse(Map<LeaseId, NodeId> leases, NodeId node) {
        leases.forEach((lease, holder) -> {
            if (holder.equals(node)) {
                excused.add(lease);
            }
        });
    }

    /** The coordinator decides to give a lease to a node; it may say so later. */
    public void grants(LeaseId lease, NodeId node) {
        meantFor.put(lease, node);
    }

    private Waiting waitingOf(LeaseId id) {
        return waiting.computeIfAbsent(id, lease -> new Waiting());
    }

    /** A runner is told to run a lease. */
    public void runs(Lease lease) {
        if (!lease.known().equals(knownWith.get(lease.id()))) {
            violation("not told of what is known: " + lease.id());
        }
    }

    /** A message arrives at the coordinator. */
    public void arrives(NodeId from, ToCoordinator message) {
        if (message instanceof ToCoordinator.Finished finished) {
            arrivedResults.put(Receipt.ended(finished.lease()), finished.lease());
        } else if (message instanceof ToCoordinator.Shed shed) {
            for (ShedChild child : shed.children()) {
                PathKey key = child.parent().key().descendant(child.path());
                arrivedSheds.put(Receipt.shed(child.parent(), key), child);
            }
        }
    }

    /**
     * The coordinator decides to acknowledge something.
     *
     * @param decided what it has decided so far
     */
    public void acknowledges(List<PathKey> receipts, JobImage decided) {
        for (PathKey receipt : receipts) {
            LeaseId result = arrivedResults.get(receipt);
            LeaseImage lease = result == null ? null : decided.lease(result.key());
            if (result != null && lease == null) {
                unknownThen.add(receipt);
            } else if (lease != null && lease.result() == null) {
                violation("acknowledged although it is not kept: the result of " + result);
            }
        }
    }

    /** A coordinator whose time is over, and does not know it, sends a message; a node may not know it either. */
    public void sendsLate(ToNode message) {
        if (message instanceof ToNode.Grant grant) {
            knownWith.putIfAbsent(grant.lease().id(), grant.lease().known());
        }
    }

    /** The coordinator sends a message. */
    public void sends(NodeId to, ToNode message, long now) {
        if (message instanceof ToNode.Grant grant) {
            granted(to, grant.lease());
        } else if (message instanceof ToNode.Revoke revoke) {
            excused.add(revoke.lease());
            if (isLater(revoke.lease(), now) && revokes.merge(revoke.lease(), 1, Integer::sum) > MOST_REPEATS) {
                violation("still held after " + MOST_REPEATS + " revokes: " + revoke.lease());
            }
        } else if (message instanceof ToNode.Acknowledge acknowledge) {
            for (PathKey receipt : acknowledge.keys()) {
                acknowledged(receipt);
            }
        } else if (message instanceof ToNode.BestKnown best) {
            told(best.cost());
        }
    }

    private void told(long cost) {
        if (cost > bestTold) {
            violation("the best known solution got worse: " + cost + " after " + bestTold);
        }
        bestTold = cost;
        Found written = store == null ? null : store.image().best();
        if (store != null && (written == null || written.cost() > cost)) {
            violation("said to be known although it is not on disk: " + cost + ", but " + written);
        }
    }

    /** A controller that was stopped for a while may hear and say many times the same at once. */
    private boolean isLater(LeaseId lease, long now) {
        Long before = revokedAt.put(lease, now);
        return before == null || before < now;
    }

    private void acknowledged(PathKey receipt) {
        LeaseId result = arrivedResults.get(receipt);
        if (result != null && !unknownThen.contains(receipt)) {
            checkWritten(result);
            keptResults.add(result.key());
        }
        ShedChild child = arrivedSheds.get(receipt);
        if (child != null) {
            checkWritten(child);
        }
        if (child != null
                && attempts.getOrDefault(child.parent().key(), 0)
                        == child.parent().attempt()) {
            PathKey key = child.parent().key().descendant(child.path());
            keptSheds
                    .computeIfAbsent(child.parent().key(), parent -> new HashMap<>())
                    .put(key, new Kept(child.path(), child.parent().attempt()));
        }
    }

    private void checkWritten(LeaseId finished) {
        LeaseImage lease = store == null ? null : store.image().lease(finished.key());
        if (lease != null && lease.result() == null && !isDiscarded(finished.key())) {
            violation("acknowledged although it is not on disk: the result of " + finished);
        }
    }

    private void checkWritten(ShedChild child) {
        LeaseImage parent =
                store == null ? null : store.image().lease(child.parent().key());
        if (parent != null
                && parent.result() == null
                && parent.attempt() == child.parent().attempt()
                && parent.under().stream().noneMatch(kept -> kept.path().leadsTo(child.path()))) {
            violation("acknowledged although it is not on disk: " + child.path() + " shed from " + child.parent());
        }
    }

    private void granted(NodeId to, Lease lease) {
        LeaseId id = lease.id();
        if (keptResults.contains(id.key()) && !isDiscarded(id.key())) {
            violation("granted although its result is known: " + id);
        }
        NodeId before = givenTo.putIfAbsent(id, to);
        if (before != null && !before.equals(to)) {
            violation("the same attempt given to " + before + " and " + to + ": " + id);
        }
        LeaseId previous = new LeaseId(id.key(), id.attempt() - 1);
        if (before == null && givenTo.containsKey(previous) && !excused.contains(previous) && !isDiscarded(id.key())) {
            violation("given again although its node has it: " + previous);
        }
        if (grants.merge(id, 1, Integer::sum) > MOST_REPEATS) {
            violation("granted " + MOST_REPEATS + " times, and never listed: " + id);
        }
        int latest = attempts.merge(id.key(), id.attempt(), Math::max);
        if (latest > id.attempt()) {
            violation("an old attempt given again: " + id + " after " + latest);
        }
        if (before == null) {
            knownWith.put(id, lease.known());
            lease.known().forEach(child -> waitingOf(id).paths.add(child.path()));
            checkKnown(lease);
            checkWaitedFor(id);
        }
    }

    private void checkWaitedFor(LeaseId id) {
        Map<PathKey, Path> parents = shedFrom.getOrDefault(id.key(), Map.of());
        boolean waitedFor = parents.isEmpty();
        for (Map.Entry<PathKey, Path> from : parents.entrySet()) {
            LeaseId holding = new LeaseId(from.getKey(), attempts.getOrDefault(from.getKey(), 0));
            waitedFor |= waitingOf(holding).covers(from.getValue());
        }
        if (!waitedFor) {
            violation("granted although no holder of " + parents.keySet() + " waits for it: " + id);
        }
    }

    private void checkKnown(Lease lease) {
        List<Path> known = new ArrayList<>();
        for (KnownChild child : lease.known()) {
            known.add(child.path());
        }
        for (int i = 1; i < known.size(); i++) {
            if (known.get(i - 1).compareTo(known.get(i)) >= 0
                    || known.get(i - 1).leadsTo(known.get(i))) {
                violation("known children out of order or one above the other: " + known);
            }
        }
        boolean begunAnew = isDiscarded(lease.id().key());
        for (Kept kept : keptSheds.getOrDefault(lease.id().key(), Map.of()).values()) {
            if (!begunAnew && known.stream().noneMatch(path -> path.leadsTo(kept.path()))) {
                violation("shed before, and not known with the new grant: " + lease.id() + " " + kept.path());
            }
        }
    }
}
