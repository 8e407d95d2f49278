package dev.cleave.core.coordination;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The leases that wait for a node: the largest first; those that take no lane apart; suspects apart, the deepest first. */
final class PendingQueue {

    private static final Comparator<LeaseRecord> LARGEST_FIRST = Comparator.<LeaseRecord>comparingLong(l -> -l.weight)
            .thenComparingInt(l -> l.depth)
            .thenComparingLong(l -> l.serial);
    private static final Comparator<LeaseRecord> DEEPEST_FIRST =
            Comparator.<LeaseRecord>comparingInt(l -> -l.depth).thenComparingLong(l -> l.serial);

    private final TreeSet<LeaseRecord> ordinary = new TreeSet<>(LARGEST_FIRST);
    private final TreeSet<LeaseRecord> besides = new TreeSet<>(LARGEST_FIRST);
    private final TreeSet<LeaseRecord> suspects = new TreeSet<>(DEEPEST_FIRST);

    void add(LeaseRecord lease) {
        of(lease).add(lease);
    }

    void remove(LeaseRecord lease) {
        of(lease).remove(lease);
    }

    private TreeSet<LeaseRecord> of(LeaseRecord lease) {
        return lease.isSuspect() ? suspects : lease.beside ? besides : ordinary;
    }

    /** The next one that takes no lane. */
    @Nullable
    LeaseRecord nextBeside() {
        return besides.isEmpty() ? null : besides.first();
    }

    /** The largest one that may go to any node. */
    @Nullable
    LeaseRecord largest() {
        return ordinary.isEmpty() ? null : ordinary.first();
    }

    /**
     * The deepest suspect that waits for no other pending lease. One that does would sit on its node and keep the
     * other from running alone.
     */
    @Nullable
    LeaseRecord nextSuspect() {
        for (LeaseRecord suspect : suspects) {
            if (suspect.pendingChildren == 0) {
                return suspect;
            }
        }
        return null;
    }

    int ordinary() {
        return ordinary.size();
    }

    int suspects() {
        return suspects.size();
    }

    int size() {
        return ordinary.size() + besides.size() + suspects.size();
    }
}
