package dev.cleave.client.executor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Chunks that wait to go to a cluster, and which of them go together. Not thread-safe.
 *
 * <p>Single tasks go together when more of them wait than there are places, as many as take no longer than a few milliseconds by
 * what was measured; until something was measured, each goes alone.
 */
final class Backlog {

    /** The largest chunk that goes at all. */
    static final int MOST_BYTES = 150_000;
    /** What goes together fits into messages, and is no file. */
    static final int MOST_BYTES_TOGETHER = 60_000;

    private static final int PARCEL_BYTES = 2 * Integer.BYTES;
    private static final int MOST_TOGETHER = 2048;
    /** How much more may go together than what was measured last. */
    private static final int GROWTH = 8;

    private static final double NANOS_TOGETHER = 2_000_000;

    private final boolean together;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private double nanosEach;
    private int most = 1;

    /**
     * Empty, for now.
     *
     * @param together whether tasks go together; those that wait more than they compute do not, as each would wait for the slowest
     */
    Backlog(boolean together) {
        this.together = together;
    }

    void add(Chunk chunk) {
        waiting.add(chunk);
    }

    /** What has been on its way, and is to go again. */
    void addFirst(Chunk chunk) {
        waiting.addFirst(chunk);
    }

    /** How long a single task has taken, of so many that went together. */
    void measured(int tasks, double nanos) {
        nanosEach = nanosEach <= 0 ? nanos : 0.7 * nanosEach + 0.3 * nanos;
        double fitting = NANOS_TOGETHER / Math.max(1, nanosEach);
        most = (int) Math.max(1, Math.min(Math.min(fitting, MOST_TOGETHER), (double) GROWTH * tasks));
    }

    /**
     * What is to go next: a chunk of several tasks alone; single tasks as many as each of the places would get, and may go together.
     *
     * @param places how many packs may go now, at least 1
     * @return empty if nothing waits
     */
    List<Chunk> next(int places) {
        List<Chunk> chosen = new ArrayList<>();
        int bytes = 0;
        int share = (waiting.size() + places - 1) / places;
        int wanted = Math.min(together ? most : 1, share);
        while (chosen.size() < wanted && !waiting.isEmpty()) {
            Chunk chunk = waiting.peek();
            int more = PARCEL_BYTES + ((byte[]) chunk.payload).length;
            if (!chunk.isCancelled()) {
                boolean alone = chunk.size > 1;
                if (!chosen.isEmpty() && (alone || bytes + more > MOST_BYTES_TOGETHER)) {
                    break;
                }
                bytes += more;
                chosen.add(chunk);
                if (alone) {
                    waiting.remove();
                    break;
                }
            }
            waiting.remove();
        }
        return chosen;
    }

    /** Everything that waits, which is taken out. */
    List<Chunk> drain() {
        List<Chunk> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
