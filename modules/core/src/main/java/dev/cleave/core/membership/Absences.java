package dev.cleave.core.membership;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lost nodes are given up, so that they have to start anew before they can come back.
 *
 * <p>A silent node is waited for: it may be paused or cut off, and what it holds is worth something. A node whose connection
 * has been closed is either gone, or back within a fraction of a second; until it is given up, nobody else is let in at its
 * address, and while two such nodes are away the cluster cannot agree on who belongs to it. Not thread-safe; {@code now} is
 * in nanoseconds from any fixed origin and never falls.
 *
 * @param <L> one life of a node, from its start to its end
 */
public final class Absences<L> {

    /** How long a node is waited for that has become silent: 20 s. */
    public static final long SILENT_NANOS = 20_000_000_000L;

    /** How long a node is waited for whose connection was closed: 3 s. */
    public static final long CLOSED_NANOS = 3_000_000_000L;

    /** How long the nodes of an earlier controller have to say that they are there: 10 s. */
    public static final long UNSEEN_NANOS = 10_000_000_000L;

    private final Map<L, Long> until = new LinkedHashMap<>();
    private final Map<L, Long> away = new LinkedHashMap<>();

    /**
     * A node was lost.
     *
     * @param closed whether its connection was closed, by the end of its process if nothing else has happened
     */
    public void lost(L life, boolean closed, long now) {
        until.put(life, now + (closed ? CLOSED_NANOS : SILENT_NANOS));
    }

    /** A node should be there, as an earlier controller had it, and has not said so yet. */
    public void unseen(L life, long now) {
        until.put(life, now + UNSEEN_NANOS);
    }

    /** Who cannot be reached at present, nodes or others: whoever stays so for as long as a silent node may is given up. */
    public void outOfReach(Set<L> lives, long now) {
        away.keySet().retainAll(lives);
        lives.forEach(life -> away.putIfAbsent(life, now + SILENT_NANOS));
    }

    /** A node is back; one that was not lost is no surprise. */
    public void back(L life) {
        until.remove(life);
    }

    /**
     * Who is given up now.
     *
     * @return each of them once, in the order of their losses
     */
    public List<L> givenUp(long now) {
        Set<L> over = new LinkedHashSet<>();
        collect(until, over, now);
        collect(away, over, now);
        over.forEach(until::remove);
        over.forEach(away::remove);
        return List.copyOf(over);
    }

    private static <L> void collect(Map<L, Long> ends, Set<L> over, long now) {
        ends.forEach((life, end) -> {
            if (end - now <= 0) {
                over.add(life);
            }
        });
    }
}
