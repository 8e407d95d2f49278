package dev.cleave.core.node;

import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.search.Cost;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node has told the coordinator and must tell again until it is acknowledged.
 *
 * <p>Sends each thing when it is put in, and again in every heartbeat interval, so much at a time as a connection bears.
 */
final class Outbox {

    private static final int BYTES_PER_REPEAT = 1 << 20;

    private static final class Entry {
        final @Nullable ToCoordinator message;
        final @Nullable ShedChild child;
        /** Of what cost a solution must be kept before this may be said. */
        final long needs;

        long sentAt;

        Entry(@Nullable ToCoordinator message, @Nullable ShedChild child, long needs, long sentAt) {
            this.message = message;
            this.child = child;
            this.needs = needs;
            this.sentAt = sentAt;
        }
    }

    private final NodeSettings settings;
    private final NodePort port;
    private final Map<PathKey, Entry> entries = new LinkedHashMap<>();
    /** The lowest cost of which the coordinator keeps a solution. */
    private long kept = Cost.NONE;

    Outbox(NodeSettings settings, NodePort port) {
        this.settings = settings;
        this.port = port;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Sends a message that says one thing, until it is acknowledged. */
    void put(PathKey receipt, ToCoordinator message, long now) {
        put(receipt, message, Cost.NONE, now);
    }

    /**
     * The same, for a result from which something may be left out.
     *
     * @param needs of what cost the coordinator must keep a solution; not sent before it does
     */
    void put(PathKey receipt, ToCoordinator message, long needs, long now) {
        entries.put(receipt, new Entry(message, null, needs, now));
        if (kept <= needs) {
            port.send(message);
        }
    }

    /** The coordinator keeps a solution of this cost: sends what has waited for it. */
    void kept(long cost, long now) {
        long before = kept;
        kept = cost;
        for (Entry entry : entries.values()) {
            if (entry.needs < before && kept <= entry.needs && entry.message != null) {
                entry.sentAt = now;
                port.send(entry.message);
            }
        }
    }

    /** Sends leases back, until each is acknowledged. */
    void putReturned(List<LeaseId> leases, long now) {
        for (LeaseId lease : leases) {
            entries.put(
                    Receipt.ended(lease), new Entry(new ToCoordinator.Returned(List.of(lease)), null, Cost.NONE, now));
        }
        port.send(new ToCoordinator.Returned(List.copyOf(leases)));
    }

    /** Sends subproblems that were given away, until each is acknowledged. */
    void putShed(List<ShedChild> children, long now) {
        for (ShedChild child : children) {
            PathKey receipt = Receipt.shed(child.parent(), child.parent().key().descendant(child.path()));
            entries.put(receipt, new Entry(null, child, Cost.NONE, now));
        }
        sendInBatches(children);
    }

    void acknowledge(PathKey receipt) {
        entries.remove(receipt);
    }

    /** Forgets what was given away from a lease that is not wanted any more. */
    void forgetShedFrom(LeaseId lease) {
        Iterator<Entry> each = entries.values().iterator();
        while (each.hasNext()) {
            ShedChild child = each.next().child;
            if (child != null && child.parent().equals(lease)) {
                each.remove();
            }
        }
    }

    /** Whoever it was told to is gone: all of it is to be said again at once. */
    void startOver(long now) {
        for (Entry entry : entries.values()) {
            entry.sentAt = now - settings.heartbeatNanos();
        }
    }

    /** Sends again what has not been acknowledged for a heartbeat interval. */
    void repeat(long now) {
        List<ShedChild> children = new ArrayList<>();
        int bytes = 0;
        for (Entry entry : entries.values()) {
            if (now - entry.sentAt < settings.heartbeatNanos() || entry.needs < kept) {
                continue;
            }
            if (bytes > BYTES_PER_REPEAT) {
                break;
            }
            entry.sentAt = now;
            bytes += entry.child != null ? bytesOf(entry.child) : 256;
            if (entry.child != null) {
                children.add(entry.child);
            } else if (entry.message != null) {
                bytes += entry.message instanceof ToCoordinator.Finished finished ? bytesOf(finished.result()) : 0;
                port.send(entry.message);
            }
        }
        if (!children.isEmpty()) {
            sendInBatches(children);
        }
    }

    private void sendInBatches(List<ShedChild> children) {
        List<ShedChild> batch = new ArrayList<>();
        int bytes = 0;
        for (ShedChild child : children) {
            int size = bytesOf(child);
            if (!batch.isEmpty() && bytes + size > settings.batchBytes()) {
                port.send(new ToCoordinator.Shed(List.copyOf(batch)));
                batch.clear();
                bytes = 0;
            }
            batch.add(child);
            bytes += size;
        }
        port.send(new ToCoordinator.Shed(List.copyOf(batch)));
    }

    private static int bytesOf(ShedChild child) {
        return bytesOf(child.problem()) + 4 * child.path().length() + 64;
    }

    static int bytesOf(Payload payload) {
        return payload instanceof Payload.Inline inline ? inline.bytes().length : 64;
    }

    /** The receipts outstanding, and those of the leases that a death not acknowledged took along. */
    List<PathKey> receipts() {
        List<PathKey> receipts = new ArrayList<>(entries.keySet());
        for (Entry entry : entries.values()) {
            if (entry.message instanceof ToCoordinator.RunnerDied died) {
                died.running().forEach(lease -> receipts.add(Receipt.ended(lease)));
                died.others().forEach(lease -> receipts.add(Receipt.ended(lease)));
            }
        }
        return receipts;
    }
}
