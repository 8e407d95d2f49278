package dev.cleave.core.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Tasks with their names and times, and which of them need which others to be done before: a directed graph without cycles.
 *
 * <p>Tasks are numbered from 0 in the order in which they were given. Names are unique, times are not negative, and all
 * times together fit into a {@code long}. Edges are kept as arrays of numbers, both ways, so that a million of them are
 * walked in milliseconds. Immutable; safe for use by many threads.
 */
public final class TaskGraph {

    private final String[] names;
    private final long[] nanos;
    private final Edges needs;
    private final Edges followers;
    private final int[] order;

    TaskGraph(String[] names, long[] nanos, Edges needs, Edges followers, int[] order) {
        this.names = names;
        this.nanos = nanos;
        this.needs = needs;
        this.followers = followers;
        this.order = order;
    }

    /** How many tasks there are, at least 1. */
    public int size() {
        return names.length;
    }

    /** How many edges there are: pairs of a task and one that it needs. */
    public int edges() {
        return needs.count();
    }

    /** The name of a task. */
    public String name(int task) {
        return names[task];
    }

    /** How long a task takes, in nanoseconds, at least 0. */
    public long nanos(int task) {
        return nanos[task];
    }

    /** How many tasks a task needs. */
    public int needCount(int task) {
        return needs.count(task);
    }

    /**
     * A task that another one needs.
     *
     * @param task the one that needs it
     * @param k which of them, 0 to {@link #needCount} - 1
     */
    public int need(int task, int k) {
        return needs.end(task, k);
    }

    /** How many tasks need a task. */
    public int followerCount(int task) {
        return followers.count(task);
    }

    /**
     * A task that needs another one.
     *
     * @param task the one that is needed
     * @param k which of them, 0 to {@link #followerCount} - 1
     */
    public int follower(int task, int k) {
        return followers.end(task, k);
    }

    /**
     * The task at a position of an order in which every task stands after all that it needs.
     *
     * @param position 0 to {@link #size} - 1
     */
    public int inOrder(int position) {
        return order[position];
    }

    /**
     * The same tasks with other times, as a run has measured them.
     *
     * @param measuredNanos the time of each task in nanoseconds, not negative; together they fit into a {@code long}
     * @throws GraphRefusedException if a time is negative, or all together are too long
     */
    public TaskGraph withNanos(long[] measuredNanos) {
        if (measuredNanos.length != size()) {
            throw new IllegalArgumentException("times: " + measuredNanos.length + " (expected: " + size() + ")");
        }
        List<GraphFault> faults = new ArrayList<>();
        Times.check(names, measuredNanos, task -> Place.NOWHERE, faults);
        if (!faults.isEmpty()) {
            throw new GraphRefusedException(faults);
        }
        return new TaskGraph(names, measuredNanos.clone(), needs, followers, order);
    }
}
