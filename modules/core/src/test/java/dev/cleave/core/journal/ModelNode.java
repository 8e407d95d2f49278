package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A node as far as recovery goes: what it holds, what it waits for, and what it repeats until it is acknowledged. */
final class ModelNode {

    /** A lease with all that is not to be solved under it: results by path, null while they are awaited. */
    private static final class Held {
        final ModelTree tree;
        final byte[] way;
        final TreeMap<Path, Long> elsewhere = new TreeMap<>();
        final TreeMap<Path, Long> reported = new TreeMap<>();

        Held(ModelTree tree, byte[] way) {
            this.tree = tree;
            this.way = way;
        }

        boolean covers(TreeMap<Path, Long> paths, Path path) {
            Map.Entry<Path, Long> nearest = paths.floorEntry(path);
            return nearest != null && nearest.getKey().leadsTo(path);
        }

        boolean hasUnder(TreeMap<Path, Long> paths, Path path) {
            Path next = paths.ceilingKey(path);
            return next != null && path.leadsTo(next);
        }
    }

    final NodeId id;
    private final Map<LeaseId, Held> held = new LinkedHashMap<>();
    private final Map<PathKey, ToCoordinator> outbox = new LinkedHashMap<>();
    private long beats;

    ModelNode(String name) {
        id = new NodeId(name);
    }

    void grant(Lease lease, ModelTree whole) {
        byte[] way = lease.problem() instanceof Payload.Inline inline ? inline.bytes() : new byte[0];
        Held fresh = new Held(whole.of(lease.problem()), way);
        lease.known().forEach(child -> fresh.elsewhere.put(child.path(), null));
        held.put(lease.id(), fresh);
    }

    void revoke(LeaseId lease) {
        held.remove(lease);
    }

    void acknowledge(List<PathKey> receipts) {
        outbox.keySet().removeAll(receipts);
    }

    void deliver(PathKey key, Payload result) {
        held.forEach((lease, each) -> each.elsewhere.replaceAll(
                (path, known) -> lease.key().descendant(path).equals(key) ? (Long) ModelTree.number(result) : known));
    }

    List<PathKey> awaited() {
        List<PathKey> awaited = new ArrayList<>();
        held.forEach((lease, each) -> each.elsewhere.forEach((path, known) -> {
            if (known == null) {
                awaited.add(lease.key().descendant(path));
            }
        }));
        return awaited;
    }

    List<ToCoordinator> outbox() {
        return new ArrayList<>(outbox.values());
    }

    ToCoordinator.Heartbeat heartbeat() {
        List<ToCoordinator.HeldLease> list = held.keySet().stream()
                .map(lease -> new ToCoordinator.HeldLease(lease, true, 0))
                .toList();
        return new ToCoordinator.Heartbeat(++beats, 1, 1, 0, 0, 0, list, List.copyOf(outbox.keySet()), awaited(), true);
    }

    private LeaseId some(Random random) {
        List<LeaseId> list = new ArrayList<>(held.keySet());
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    /** Gives a subproblem away. */
    void shed(Random random) {
        LeaseId lease = some(random);
        Path path = lease == null ? null : held.get(lease).tree.somePath(random);
        if (path == null) {
            return;
        }
        Held from = held.get(lease);
        if (from.covers(from.elsewhere, path)
                || from.hasUnder(from.elsewhere, path)
                || from.covers(from.reported, path)) {
            return;
        }
        from.elsewhere.put(path, null);
        PathKey key = lease.key().descendant(path);
        ShedChild child = new ShedChild(lease, path, 1, problem(from.way, path), 7);
        outbox.put(Receipt.shed(lease, key), new ToCoordinator.Shed(List.of(child)));
    }

    /** A problem is the way to it from the root. */
    private static Payload problem(byte[] way, Path path) {
        byte[] longer = Arrays.copyOf(way, way.length + path.length());
        for (int i = 0; i < path.length(); i++) {
            longer[way.length + i] = (byte) path.index(i);
        }
        return new Payload.Inline(longer);
    }

    /** Solves a part of a lease, and says so once. */
    ToCoordinator.Checkpoint checkpoint(Random random) {
        LeaseId lease = some(random);
        Path path = lease == null ? null : held.get(lease).tree.somePath(random);
        if (path == null) {
            return null;
        }
        Held at = held.get(lease);
        if (at.covers(at.elsewhere, path) || at.hasUnder(at.elsewhere, path) || at.covers(at.reported, path)) {
            return null;
        }
        long result = at.tree.at(path).result();
        at.reported.keySet().removeIf(path::leadsTo);
        at.reported.put(path, result);
        return new ToCoordinator.Checkpoint(
                lease, List.of(new FinishedChild(path, 1, ModelTree.payload(result), Measured.NOTHING, 7)));
    }

    /** Finishes every lease that waits for nothing. */
    void finish() {
        List<LeaseId> done = new ArrayList<>();
        held.forEach((lease, each) -> {
            if (!each.elsewhere.containsValue(null)) {
                done.add(lease);
            }
        });
        for (LeaseId lease : done) {
            Held each = held.remove(lease);
            long result = solve(each, Path.EMPTY);
            outbox.put(
                    Receipt.ended(lease),
                    new ToCoordinator.Finished(lease, ModelTree.payload(result), Measured.NOTHING));
        }
    }

    private long solve(Held each, Path path) {
        Long known = each.elsewhere.get(path);
        if (known != null) {
            return known;
        }
        ModelTree node = each.tree.at(path);
        List<Long> results = new ArrayList<>();
        for (int i = 0; i < node.children(); i++) {
            results.add(solve(each, path.child(i)));
        }
        return ModelTree.combine(node.value(), results);
    }
}
