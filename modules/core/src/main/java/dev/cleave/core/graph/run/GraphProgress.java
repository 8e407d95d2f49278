package dev.cleave.core.graph.run;

import dev.cleave.core.graph.TaskGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Decides what of a graph may run next: a task is ready as soon as all that it needs have succeeded, and skipped as soon as one
 * of them has failed or was skipped.
 *
 * <p>A task ends once; what is said of it later changes nothing. Not safe for use by several threads.
 */
public final class GraphProgress {

    private static final int NOBODY = -1;

    private final TaskGraph graph;
    private final TaskState[] states;
    private final int[] missing;
    private final int[] skippedBy;
    private int unfinished;

    /** Nothing has run yet. */
    public GraphProgress(TaskGraph graph) {
        this.graph = graph;
        this.states = new TaskState[graph.size()];
        this.missing = new int[graph.size()];
        this.skippedBy = new int[graph.size()];
        this.unfinished = graph.size();
        Arrays.fill(skippedBy, NOBODY);
        for (int task = 0; task < graph.size(); task++) {
            missing[task] = graph.needCount(task);
            states[task] = missing[task] == 0 ? TaskState.READY : TaskState.WAITING;
        }
    }

    /** The tasks that are ready now, in the order in which they were given. */
    public List<Integer> ready() {
        List<Integer> ready = new ArrayList<>();
        for (int task = 0; task < states.length; task++) {
            if (states[task] == TaskState.READY) {
                ready.add(task);
            }
        }
        return ready;
    }

    /**
     * A task is done.
     *
     * @return the tasks that are ready by that
     * @throws IllegalStateException if it could not have begun
     */
    public List<Integer> succeeded(int task) {
        if (!ends(task, TaskState.SUCCEEDED)) {
            return List.of();
        }
        List<Integer> ready = new ArrayList<>();
        for (int k = 0; k < graph.followerCount(task); k++) {
            int follower = graph.follower(task, k);
            missing[follower]--;
            if (missing[follower] == 0 && states[follower] == TaskState.WAITING) {
                states[follower] = TaskState.READY;
                ready.add(follower);
            }
        }
        return ready;
    }

    /**
     * A task has failed.
     *
     * @return the tasks that are skipped by that: all behind it that were not skipped before
     * @throws IllegalStateException if it could not have begun
     */
    public List<Integer> failed(int task) {
        if (!ends(task, TaskState.FAILED)) {
            return List.of();
        }
        List<Integer> skipped = new ArrayList<>();
        Deque<Integer> next = new ArrayDeque<>(List.of(task));
        while (!next.isEmpty()) {
            int before = next.remove();
            for (int k = 0; k < graph.followerCount(before); k++) {
                int follower = graph.follower(before, k);
                if (states[follower] == TaskState.WAITING) {
                    states[follower] = TaskState.SKIPPED;
                    skippedBy[follower] = task;
                    unfinished--;
                    skipped.add(follower);
                    next.add(follower);
                }
            }
        }
        return skipped;
    }

    private boolean ends(int task, TaskState end) {
        if (states[task].isFinal()) {
            return false;
        }
        if (states[task] == TaskState.WAITING) {
            throw new IllegalStateException(
                    "task " + graph.name(task) + ": " + end + " while WAITING (expected: to be ready first)");
        }
        states[task] = end;
        unfinished--;
        return true;
    }

    /** What has become of a task. */
    public TaskState state(int task) {
        return states[task];
    }

    /**
     * The failed task for which another one was skipped; the first, if several failed.
     *
     * @throws IllegalStateException if it was not skipped
     */
    public int skippedBy(int task) {
        if (states[task] != TaskState.SKIPPED) {
            throw new IllegalStateException("task " + graph.name(task) + ": " + states[task] + " (expected: SKIPPED)");
        }
        return skippedBy[task];
    }

    /** Whether every task has ended. */
    public boolean isOver() {
        return unfinished == 0;
    }
}
