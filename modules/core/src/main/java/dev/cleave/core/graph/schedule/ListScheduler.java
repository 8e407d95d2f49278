package dev.cleave.core.graph.schedule;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import java.util.Arrays;

/**
 * Gives each core that becomes free the ready task with the longest way still to go (list scheduling: R. L. Graham, 1966; this
 * order of the list, HLFET: T. L. Adam, K. M. Chandy, J. R. Dickson, 1974).
 *
 * <p>No core idles while a task is ready. By that alone no schedule is longer than work/p + span·(1 − 1/p) on p cores, whatever
 * the order (Graham, 1969). Of two tasks with equally far to go the one given first begins first, so that the same graph has
 * the same schedule everywhere.
 */
public final class ListScheduler {

    private final TaskGraph graph;
    /** The tasks, those with the longest way to go first. */
    private final int[] tasksByRank;

    private final int[] ranks;

    public ListScheduler(TaskGraph graph) {
        this.graph = graph;
        this.tasksByRank = byNanosToGo(graph);
        this.ranks = new int[graph.size()];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[tasksByRank[rank]] = rank;
        }
    }

    /**
     * The schedule on some number of cores, in time proportional to edges + tasks · log(tasks).
     *
     * @param cores at least 1
     */
    public Schedule on(int cores) {
        if (cores < 1) {
            throw new IllegalArgumentException("cores: " + cores + " (expected: at least 1)");
        }
        long[] starts = new long[graph.size()];
        int[] places = new int[graph.size()];
        int[] missing = new int[graph.size()];
        SmallestFirst ready = new SmallestFirst();
        for (int task = 0; task < graph.size(); task++) {
            missing[task] = graph.needCount(task);
            if (missing[task] == 0) {
                ready.add(ranks[task], 0);
            }
        }
        SmallestFirst idle = new SmallestFirst();
        int coresInUse = Math.min(cores, graph.size());
        for (int core = 0; core < coresInUse; core++) {
            idle.add(core, 0);
        }
        SmallestFirst running = new SmallestFirst();
        long now = 0;
        long mostAtOnce = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (!ready.isEmpty() && !idle.isEmpty()) {
                int task = tasksByRank[(int) ready.key()];
                ready.remove();
                int core = (int) idle.key();
                idle.remove();
                starts[task] = now;
                places[task] = core;
                running.add(now + graph.nanos(task), task);
            }
            mostAtOnce = Math.max(mostAtOnce, running.size() + (long) ready.size());
            now = running.key();
            while (!running.isEmpty() && running.key() == now) {
                int done = running.value();
                running.remove();
                idle.add(places[done], 0);
                for (int k = 0; k < graph.followerCount(done); k++) {
                    int follower = graph.follower(done, k);
                    if (--missing[follower] == 0) {
                        ready.add(ranks[follower], 0);
                    }
                }
            }
        }
        return new Schedule(cores, now, starts, places, mostAtOnce <= cores);
    }

    private static int[] byNanosToGo(TaskGraph graph) {
        long[] toGo = GraphAnalysis.nanosToGo(graph);
        Integer[] tasks = new Integer[graph.size()];
        Arrays.setAll(tasks, task -> task);
        Arrays.sort(tasks, (a, b) -> Long.compare(toGo[b], toGo[a]));
        return Arrays.stream(tasks).mapToInt(task -> task).toArray();
    }
}
