package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.Receipt;
import dev.cleave.core.protocol.ToCoordinator.Heartbeat;
import dev.cleave.core.protocol.ToCoordinator.HeldLease;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the next controller does with the leases that nodes hold, by the journal: it goes on with those whose grant is in the
 * journal, revokes the others, and grants again what nobody holds.
 *
 * <p>A lease that the journal says a node holds is left alone until the node says whether it does, or is given up. A node that
 * does not list it, nor has its end to tell, does not hold it. Not thread-safe.
 */
public final class Takeover {

    /** What to do with a lease that a node says it holds. */
    public enum Verdict {
        /** Go on with it. */
        ADOPT,
        /** Tell the node to forget it. */
        REVOKE
    }

    private final JobImage image;
    private final Map<PathKey, NodeId> presumed = new LinkedHashMap<>();

    /** Begins to take over a job. */
    public Takeover(JobImage image) {
        this.image = image;
        for (LeaseImage lease : image.leases()) {
            NodeId holder = lease.holder();
            if (holder != null) {
                presumed.put(lease.key(), holder);
            }
        }
    }

    /** Judges a lease that a node says it holds. */
    public Verdict judge(NodeId node, LeaseId held) {
        LeaseImage lease = image.lease(held.key());
        boolean its = lease != null && lease.id().equals(held) && node.equals(lease.holder());
        return its ? Verdict.ADOPT : Verdict.REVOKE;
    }

    /**
     * Takes in a node's heartbeat.
     *
     * @return the leases that the journal says it holds and that it does not: they are to be granted again
     */
    public Set<PathKey> heard(NodeId node, Heartbeat heartbeat) {
        Set<LeaseId> holds = new HashSet<>();
        for (HeldLease held : heartbeat.held()) {
            holds.add(held.id());
        }
        Set<PathKey> receipts = new HashSet<>(heartbeat.unacknowledged());
        Set<PathKey> free = new HashSet<>();
        presumed.entrySet().removeIf(entry -> {
            LeaseImage lease = image.lease(entry.getKey());
            if (!entry.getValue().equals(node) || lease == null) {
                return lease == null;
            }
            if (holds.contains(lease.id())) {
                return true;
            }
            if (heartbeat.complete() && !receipts.contains(Receipt.ended(lease.id()))) {
                free.add(entry.getKey());
                return true;
            }
            return false;
        });
        return free;
    }

    /**
     * A node has been silent for too long.
     *
     * @return the leases that the journal says it holds: they are to be granted again
     */
    public Set<PathKey> givenUp(NodeId node) {
        Set<PathKey> free = new HashSet<>();
        presumed.entrySet().removeIf(entry -> entry.getValue().equals(node) && free.add(entry.getKey()));
        return free;
    }

    /** Whether a lease is left alone for the time being. */
    public boolean isPresumed(PathKey lease) {
        return presumed.containsKey(lease);
    }

    /** The nodes that must say what they hold, or be given up. */
    public Set<NodeId> awaited() {
        return new HashSet<>(presumed.values());
    }
}
