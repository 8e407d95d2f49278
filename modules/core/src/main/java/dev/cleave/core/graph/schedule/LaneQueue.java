package dev.cleave.core.graph.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Decides which of the tasks that are ready begin: those with the longest way to go first, as long as their lanes are idle. A task for
 * which too few are idle lets those behind it pass, so that no lane idles that somebody could use.
 *
 * <p>With one lane each this is the list scheduling of {@link ListScheduler}. The same decisions plan a run under virtual time and drive a real
 * one. Not safe for use by several threads.
 *
 * @param <T> what names a task, by {@code equals}
 */
public final class LaneQueue<T> {

    private final int lanes;
    private final TreeSet<Ready<T>> ready = new TreeSet<>(Comparator.comparingLong((Ready<T> one) -> -one.nanosToGo)
            .thenComparingInt(one -> one.order)
            .thenComparingLong(one -> one.number));
    private final Map<T, Ready<T>> waiting = new HashMap<>();
    private final Map<T, Integer> running = new HashMap<>();
    private int idle;
    private long added;

    private record Ready<T>(T task, int lanes, long nanosToGo, int order, long number) {}

    /**
     * Nobody is ready.
     *
     * @param lanes how many lanes there are, at least 1
     */
    public LaneQueue(int lanes) {
        if (lanes < 1) {
            throw new IllegalArgumentException("lanes: " + lanes + " (expected: at least 1)");
        }
        this.lanes = lanes;
        this.idle = lanes;
    }

    /**
     * A task is ready.
     *
     * @param task one that is neither ready nor running
     * @param wanted how many lanes it uses; at most all that there are count
     * @param nanosToGo the longest chain of times that begins with it
     * @param order which of two with equally far to go is first: the one with less, else the one that was ready first
     */
    public void add(T task, int wanted, long nanosToGo, int order) {
        Ready<T> one = new Ready<>(task, Math.max(1, Math.min(wanted, lanes)), nanosToGo, order, added++);
        if (running.containsKey(task) || waiting.putIfAbsent(task, one) != null) {
            throw new IllegalArgumentException(task + ": ready twice (expected: once)");
        }
        ready.add(one);
    }

    /** A task that is ready is not wanted any more. Returns whether it was ready. */
    public boolean drop(T task) {
        Ready<T> one = waiting.remove(task);
        return one != null && ready.remove(one);
    }

    /** The tasks that begin now, and have their lanes from now on. */
    public List<T> begin() {
        List<T> begun = new ArrayList<>();
        Iterator<Ready<T>> next = ready.iterator();
        while (idle > 0 && next.hasNext()) {
            Ready<T> one = next.next();
            if (one.lanes <= idle) {
                next.remove();
                waiting.remove(one.task);
                running.put(one.task, one.lanes);
                idle -= one.lanes;
                begun.add(one.task);
            }
        }
        return begun;
    }

    /** How many lanes a task has that has begun; 0 for any other. */
    public int lanesOf(T task) {
        return running.getOrDefault(task, 0);
    }

    /** A task that had begun has ended. No effect for any other. */
    public void end(T task) {
        Integer released = running.remove(task);
        idle += released == null ? 0 : released;
    }
}
