package dev.cleave.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Finds who waits for whom in a circle: for each knot of tasks that all wait for each other, one shortest circle through its
 * first task.
 *
 * <p>Knots are strongly connected components (R. Tarjan, 1972), found without recursion, since a chain of tasks may be longer
 * than a stack is deep.
 */
final class Cycles {

    private static final int MOST_CYCLES = 10;

    private final Edges needs;
    private final int[] index;
    private final int[] low;
    private final int[] nextNeed;
    private final int[] knot;
    private final Deque<Integer> path = new ArrayDeque<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<List<Integer>> cycles = new ArrayList<>();
    private int visited;
    private int knots;

    private Cycles(Edges needs, int tasks) {
        this.needs = needs;
        this.index = new int[tasks];
        this.low = new int[tasks];
        this.nextNeed = new int[tasks];
        this.knot = new int[tasks];
    }

    /**
     * The cycles.
     *
     * @param ordered tasks that are known to be on none
     * @return at most ten, each as its tasks; every one needs the next, and the last needs the first
     */
    static List<List<Integer>> in(Edges needs, int[] ordered) {
        int tasks = needs.starts().length - 1;
        Cycles search = new Cycles(needs, tasks);
        boolean[] free = new boolean[tasks];
        for (int task : ordered) {
            free[task] = true;
        }
        for (int task = 0; task < tasks && search.cycles.size() < MOST_CYCLES; task++) {
            if (!free[task] && search.index[task] == 0) {
                search.visit(task);
            }
        }
        return search.cycles;
    }

    private void visit(int start) {
        enter(start);
        while (!path.isEmpty()) {
            int task = path.element();
            if (nextNeed[task] < needs.count(task)) {
                int needed = needs.end(task, nextNeed[task]++);
                if (index[needed] == 0) {
                    enter(needed);
                } else if (knot[needed] == 0) {
                    low[task] = Math.min(low[task], index[needed]);
                }
            } else {
                leave(task);
            }
        }
    }

    private void enter(int task) {
        index[task] = ++visited;
        low[task] = index[task];
        path.push(task);
        open.push(task);
    }

    private void leave(int task) {
        path.pop();
        if (!path.isEmpty()) {
            int above = path.element();
            low[above] = Math.min(low[above], low[task]);
        }
        if (low[task] < index[task]) {
            return;
        }
        knots++;
        int first = task;
        int members = 0;
        int member;
        do {
            member = open.pop();
            knot[member] = knots;
            first = Math.min(first, member);
            members++;
        } while (member != task);
        if (members > 1 && cycles.size() < MOST_CYCLES) {
            cycles.add(shortestThrough(first));
        }
    }

    /** Goes from a task to its needs, breadth first, within its knot, until it comes back. */
    private List<Integer> shortestThrough(int first) {
        int[] cameFrom = new int[index.length];
        Arrays.fill(cameFrom, -1);
        Deque<Integer> next = new ArrayDeque<>(List.of(first));
        while (!next.isEmpty()) {
            int task = next.remove();
            for (int k = 0; k < needs.count(task); k++) {
                int needed = needs.end(task, k);
                if (needed == first) {
                    return back(task, first, cameFrom);
                }
                if (knot[needed] == knot[first] && cameFrom[needed] < 0) {
                    cameFrom[needed] = task;
                    next.add(needed);
                }
            }
        }
        throw new AssertionError("task " + first + " is on no cycle of its knot");
    }

    private static List<Integer> back(int last, int first, int[] cameFrom) {
        List<Integer> cycle = new ArrayList<>();
        for (int task = last; task != first; task = cameFrom[task]) {
            cycle.add(task);
        }
        cycle.add(first);
        Collections.reverse(cycle);
        return cycle;
    }
}
