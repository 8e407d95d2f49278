package dev.cleave.engine;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What any lane may take up: complete frames, claimed pieces, and frames without an owner that have open children. */
final class Offers {

    private final Queue<Work.Ready> ready = new ConcurrentLinkedQueue<>();
    private final Queue<Piece> pieces = new ConcurrentLinkedQueue<>();
    private final Deque<Published> orphans = new ConcurrentLinkedDeque<>();

    /** A frame is complete and waits to be combined. */
    void add(Work.Ready complete) {
        ready.add(complete);
        if (complete.lease().isOver()) {
            ready.remove(complete);
        }
    }

    void add(Piece piece) {
        pieces.add(piece);
        if (piece.lease().isOver()) {
            pieces.remove(piece);
        }
    }

    /** A frame without an owner. */
    void add(Published entry) {
        orphans.addLast(entry);
        if (entry.lease.isOver()) {
            orphans.remove(entry);
        }
    }

    /** A frame that waits to be combined, or null. */
    Work.@Nullable Ready takeReady() {
        return ready.isEmpty() ? null : ready.poll();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Something that does not belong to any lane yet, or to this one; or null. */
    @Nullable
    Work find(Lane lane) {
        Work.Ready next = takeReady();
        if (next != null) {
            if (next.lease().mayHold(lane)) {
                return next;
            }
            ready.add(next);
        }
        Piece piece = pieces.isEmpty() ? null : pieces.poll();
        if (piece == null) {
            piece = claimFrom(lane.open, lane);
        }
        return piece == null ? claimFrom(orphans, lane) : piece;
    }

    /** A child of the oldest of some frames, or null. Frames with nothing left are forgotten. */
    static @Nullable Piece claimFrom(Deque<Published> open, Lane lane) {
        Published entry = open.peekFirst();
        while (entry != null) {
            if (!entry.lease.isOver()) {
                if (!entry.lease.mayHold(lane)) {
                    return null;
                }
                int index = entry.frame.claim();
                if (index >= 0) {
                    return Piece.ofChild(entry, index);
                }
                entry.lease.letGo(lane);
            }
            open.remove(entry);
            entry = open.peekFirst();
        }
        return null;
    }

    /** Frames on offer, by lane; those without a lane first. */
    List<Deque<Published>> frames(List<Lane> lanes) {
        List<Deque<Published>> all = new ArrayList<>();
        all.add(orphans);
        for (Lane lane : lanes) {
            all.add(lane.open);
        }
        return all;
    }

    void forget(LeaseRun lease) {
        ready.removeIf(work -> work.lease() == lease);
        pieces.removeIf(work -> work.lease() == lease);
        orphans.removeIf(entry -> entry.lease == lease);
    }

    boolean knows(LeaseRun lease) {
        return ready.stream().anyMatch(work -> work.lease() == lease)
                || pieces.stream().anyMatch(piece -> piece.lease() == lease)
                || orphans.stream().anyMatch(entry -> entry.lease == lease);
    }
}
