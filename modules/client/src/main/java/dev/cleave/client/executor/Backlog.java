package dev.cleave.client.executor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Chunks that wait to go to a cluster, and how many of those who take them there are. Safe for use by many threads. */
final class Backlog {

    /** What fits into one job's arguments, as base64 and with all that goes along. */
    static final int MOST_BYTES = 150_000;

    private static final int PARCEL_BYTES = 2 * Integer.BYTES;

    private final int mostTakers;
    private final boolean inGroups;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private int takers;

    /**
     * Empty, for now.
     *
     * @param inGroups whether all that wait go together: tasks that wait, of which a lane runs several at once
     */
    Backlog(int mostTakers, boolean inGroups) {
        this.mostTakers = mostTakers;
        this.inGroups = inGroups;
    }

    synchronized void add(Chunk chunk) {
        waiting.add(chunk);
    }

    /** Whether one more is to take chunks: calls {@link #next} until nothing comes. */
    synchronized boolean enter() {
        if (takers == mostTakers || waiting.isEmpty()) {
            return false;
        }
        takers++;
        return true;
    }

    /**
     * Chunks to go together: one alone while there are enough takers for the others, unless they go in groups; if none, this
     * taker is done.
     */
    synchronized List<Chunk> next() {
        List<Chunk> together = new ArrayList<>();
        int bytes = 0;
        int most = inGroups ? waiting.size() : (waiting.size() + mostTakers - 1) / mostTakers;
        while (together.size() < most && !waiting.isEmpty()) {
            Chunk chunk = waiting.peek();
            int more = PARCEL_BYTES + ((byte[]) chunk.payload).length;
            if (chunk.isPending()) {
                if (!together.isEmpty() && bytes + more > MOST_BYTES) {
                    break;
                }
                bytes += more;
                together.add(chunk);
            }
            waiting.remove();
        }
        if (together.isEmpty()) {
            takers--;
        }
        return together;
    }
}
