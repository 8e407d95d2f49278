package dev.cleave.core.membership;

import dev.cleave.core.job.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes are alive, judged by how long they have been silent.
 *
 * <p>A node that was lost is alive again with its next heartbeat, until it has left. Not thread-safe; {@code now} is in
 * nanoseconds from any fixed origin and never falls.
 */
public final class Membership {

    /** How long a node may be silent if nothing else is said: 2.5 s. */
    public static final long DEFAULT_SILENCE_NANOS = 2_500_000_000L;

    private final long silenceNanos;
    private final Map<NodeId, Long> heardAt = new HashMap<>();
    private final Set<NodeId> left = new HashSet<>();

    /** A membership with the default silence. */
    public Membership() {
        this(DEFAULT_SILENCE_NANOS);
    }

    /**
     * An empty membership.
     *
     * @param silenceNanos how long a node may be silent before it is lost, above 0
     */
    public Membership(long silenceNanos) {
        if (silenceNanos <= 0) {
            throw new IllegalArgumentException("silence: " + silenceNanos + " ns (expected: more than 0)");
        }
        this.silenceNanos = silenceNanos;
    }

    /**
     * A node was heard of.
     *
     * @return true if it was not alive before: new, or lost and back; false if it was, or has left for good
     */
    public boolean heartbeat(NodeId node, long now) {
        if (left.contains(node)) {
            return false;
        }
        return heardAt.put(node, now) == null;
    }

    /**
     * A node has said good-bye, or was removed; nothing more is expected of this life of it.
     *
     * @return true if it was alive
     */
    public boolean left(NodeId node) {
        left.add(node);
        return heardAt.remove(node) != null;
    }

    /**
     * The nodes that have become too silent; they are not alive from now on.
     *
     * @return each lost node once, in order of name; empty if there is none
     */
    public List<NodeId> lost(long now) {
        List<NodeId> lost = new ArrayList<>();
        heardAt.forEach((node, at) -> {
            if (now - at >= silenceNanos) {
                lost.add(node);
            }
        });
        lost.sort(null);
        lost.forEach(heardAt::remove);
        return lost;
    }

    /** Whether a node is alive. */
    public boolean isAlive(NodeId node) {
        return heardAt.containsKey(node);
    }

    /** How many nodes are alive. */
    public int alive() {
        return heardAt.size();
    }
}
