package dev.cleave.core.graph.analysis;

import dev.cleave.core.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Work and span of a graph, its critical path, and how wide it is at each level.
 *
 * @param workNanos the sum of all times, T1
 * @param spanNanos the longest chain of times, T∞
 * @param criticalPath the tasks of one such chain, first to last; where several are as long, the one whose tasks were given
 *     first
 * @param widths for each level how many tasks are on it. Level 0 has the tasks that need nothing; any other task is one level
 *     below the lowest of those that it needs
 */
public record GraphAnalysis(long workNanos, long spanNanos, List<Integer> criticalPath, List<Integer> widths) {

    public GraphAnalysis {
        criticalPath = List.copyOf(criticalPath);
        widths = List.copyOf(widths);
    }

    /** The analysis of a graph, in time proportional to its tasks and edges. */
    public static GraphAnalysis of(TaskGraph graph) {
        long work = 0;
        for (int task = 0; task < graph.size(); task++) {
            work += graph.nanos(task);
        }
        long[] toGo = nanosToGo(graph);
        int first = -1;
        for (int task = 0; task < graph.size(); task++) {
            if (graph.needCount(task) == 0 && (first < 0 || toGo[task] > toGo[first])) {
                first = task;
            }
        }
        return new GraphAnalysis(work, toGo[first], longestFrom(graph, first, toGo), widths(levels(graph)));
    }

    /** Work / span: the largest speed-up that any number of cores can give. 1 where nothing takes any time. */
    public double parallelism() {
        return spanNanos == 0 ? 1 : (double) workNanos / spanNanos;
    }

    /** How many tasks are on the widest level. */
    public int width() {
        return Collections.max(widths);
    }

    /**
     * For each task the longest chain of times that begins with it, in nanoseconds.
     *
     * <p>Known in scheduling as its level or bottom level.
     */
    public static long[] nanosToGo(TaskGraph graph) {
        long[] toGo = new long[graph.size()];
        for (int position = graph.size() - 1; position >= 0; position--) {
            int task = graph.inOrder(position);
            long longest = 0;
            for (int k = 0; k < graph.followerCount(task); k++) {
                longest = Math.max(longest, toGo[graph.follower(task, k)]);
            }
            toGo[task] = graph.nanos(task) + longest;
        }
        return toGo;
    }

    /** For each task its level: the number of edges of the longest way to it. */
    public static int[] levels(TaskGraph graph) {
        int[] levels = new int[graph.size()];
        for (int position = 0; position < graph.size(); position++) {
            int task = graph.inOrder(position);
            for (int k = 0; k < graph.needCount(task); k++) {
                levels[task] = Math.max(levels[task], levels[graph.need(task, k)] + 1);
            }
        }
        return levels;
    }

    private static List<Integer> longestFrom(TaskGraph graph, int first, long[] toGo) {
        List<Integer> path = new ArrayList<>();
        int task = first;
        while (task >= 0) {
            path.add(task);
            int next = -1;
            for (int k = 0; k < graph.followerCount(task); k++) {
                int follower = graph.follower(task, k);
                boolean longer = next < 0 || toGo[follower] > toGo[next];
                if (longer || toGo[follower] == toGo[next] && follower < next) {
                    next = follower;
                }
            }
            task = next;
        }
        return path;
    }

    private static List<Integer> widths(int[] levels) {
        Integer[] widths = new Integer[Arrays.stream(levels).max().orElse(0) + 1];
        Arrays.fill(widths, 0);
        for (int level : levels) {
            widths[level]++;
        }
        return List.of(widths);
    }
}
