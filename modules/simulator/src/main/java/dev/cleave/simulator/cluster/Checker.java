package dev.cleave.simulator.cluster;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
    private final Map<LeaseId, Integer> grants = new HashMap<>();
    /** Attempts whose end without a result the node has told, or whose node was lost. */
    private final Set<LeaseId> excused = new HashSet<>();

    private final Map<PathKey, ShedChild> firstShed = new HashMap<>();
    private final Map<PathKey, Integer> attempts = new HashMap<>();
    private final Map<LeaseId, NodeId> givenTo = new HashMap<>();
    private final Map<PathKey, LeaseId> arrivedResults = new HashMap<>();
    private final Set<PathKey> keptResults = new HashSet<>();
    private final Map<PathKey, ShedChild> arrivedSheds = new HashMap<>();
    private final Map<PathKey, Map<PathKey, Kept>> keptSheds = new HashMap<>();

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
                firstShed.putIfAbsent(child.parent().key().descendant(child.path()), child);
                waitingOf(child.parent()).paths.add(child.path());
            }
        } else if (message instanceof ToCoordinator.Returned returned) {
            excused.addAll(returned.leases());
        } else if (message instanceof ToCoordinator.RunnerDied died) {
            excused.addAll(died.running());
            excused.addAll(died.others());
        }
    }

    /** The coordinator is told that a node is lost. */
    public void lost(NodeId node) {
        givenTo.forEach((lease, holder) -> {
            if (holder.equals(node)) {
                excused.add(lease);
            }
        });
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

    /** The coordinator sends a message. */
    public void sends(NodeId to, ToNode message) {
        if (message instanceof ToNode.Grant grant) {
            granted(to, grant.lease());
        } else if (message instanceof ToNode.Revoke revoke) {
            if (revokes.merge(revoke.lease(), 1, Integer::sum) > MOST_REPEATS) {
                violation("still held after " + MOST_REPEATS + " revokes: " + revoke.lease());
            }
        } else if (message instanceof ToNode.Acknowledge acknowledge) {
            for (PathKey receipt : acknowledge.keys()) {
                acknowledged(receipt);
            }
        }
    }

    private void acknowledged(PathKey receipt) {
        LeaseId result = arrivedResults.get(receipt);
        if (result != null) {
            keptResults.add(result.key());
        }
        ShedChild child = arrivedSheds.get(receipt);
        if (child != null
                && attempts.getOrDefault(child.parent().key(), 0)
                        == child.parent().attempt()) {
            PathKey key = child.parent().key().descendant(child.path());
            keptSheds
                    .computeIfAbsent(child.parent().key(), parent -> new HashMap<>())
                    .put(key, new Kept(child.path(), child.parent().attempt()));
        }
    }

    private void granted(NodeId to, Lease lease) {
        LeaseId id = lease.id();
        if (keptResults.contains(id.key())) {
            violation("granted although its result is known: " + id);
        }
        NodeId before = givenTo.putIfAbsent(id, to);
        if (before != null && !before.equals(to)) {
            violation("the same attempt given to " + before + " and " + to + ": " + id);
        }
        LeaseId previous = new LeaseId(id.key(), id.attempt() - 1);
        if (before == null && givenTo.containsKey(previous) && !excused.contains(previous)) {
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
        ShedChild shed = firstShed.get(id.key());
        if (shed == null) {
            return;
        }
        PathKey parent = shed.parent().key();
        LeaseId holding = new LeaseId(parent, attempts.getOrDefault(parent, 0));
        if (!waitingOf(holding).covers(shed.path())) {
            violation("granted although " + holding + " does not wait for it: " + id);
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
        for (Kept kept : keptSheds.getOrDefault(lease.id().key(), Map.of()).values()) {
            if (known.stream().noneMatch(path -> path.leadsTo(kept.path()))) {
                violation("shed before, and not known with the new grant: " + lease.id() + " " + kept.path());
            }
        }
    }
}
