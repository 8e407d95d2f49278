package dev.cleave.simulator.tree;

import dev.cleave.api.Objective;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Base cases of a tree that are solutions of a search, and how bad each one is. Immutable. */
public final class Solutions {

    /** Of a tree in which nobody looks for anything. */
    public static final Solutions NONE = new Solutions(new TreeMap<>());

    private final NavigableMap<Long, Long> costs;

    private Solutions(NavigableMap<Long, Long> costs) {
        this.costs = costs;
    }

    /**
     * Solutions anywhere among the base cases of a tree.
     *
     * @param count how many at most, at least 1
     * @param least the lowest cost that one may have
     */
    public static Solutions in(RecursionTree tree, int count, long least, SplittableRandom random) {
        NavigableMap<Long, Long> costs = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Subtree at = tree.root();
            while (!at.isBaseCase()) {
                at = tree.child(at, random.nextInt(tree.children(at)));
            }
            costs.put(at.first(), least + random.nextLong(2L * count));
        }
        return new Solutions(costs);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return costs.isEmpty();
    }

    /**
     * The solutions among some steps that are each better than all before, as a lane would come upon them.
     *
     * @param known what is known already
     */
    public List<Found> among(long from, long to, long known) {
        List<Found> found = new ArrayList<>();
        long best = known;
        for (var each : costs.subMap(from, to).entrySet()) {
            if (each.getValue() < best) {
                best = each.getValue();
                found.add(new Found(best, Objective.MINIMIZE, solution(each.getKey(), best), ""));
            }
        }
        return found;
    }

    /** Whether a job that looks for these may end with this result. */
    public boolean isAnswer(Payload result) {
        long lowest = costs.values().stream().min(Long::compare).orElse(Cost.NONE);
        return costs.entrySet().stream()
                .anyMatch(each -> each.getValue() == lowest
                        && solution(each.getKey(), lowest).equals(result));
    }

    /** Whether one of them ends the job. */
    public boolean endEarly() {
        return costs.containsValue(Cost.ENOUGH);
    }

    private static Payload solution(long step, long cost) {
        return new Payload.Inline(ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(step)
                .putLong(cost)
                .array());
    }
}
