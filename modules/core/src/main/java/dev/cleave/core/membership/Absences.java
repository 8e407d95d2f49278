package dev.cleave.core.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final Map<L, Long> until = new LinkedHashMap<>();

    /**
     * A node was lost.
     *
     * @param closed whether its connection was closed, by the end of its process if nothing else has happened
     */
    public void lost(L life, boolean closed, long now) {
        until.put(life, now + (closed ? CLOSED_NANOS : SILENT_NANOS));
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
        List<L> over = new ArrayList<>();
        until.forEach((life, end) -> {
            if (end - now <= 0) {
                over.add(life);
            }
        });
        over.forEach(until::remove);
        return over;
    }
}
