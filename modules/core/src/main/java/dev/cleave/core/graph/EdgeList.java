package dev.cleave.core.graph;

import java.util.Arrays;

/** Edges as they are given, each a task, one that it needs, and where that stands. */
final class EdgeList {

    /** Looks at an edge. */
    @FunctionalInterface
    interface Visitor {
        void visit(int task, int needed, Place place);
    }

    /** Says whether an edge stays. */
    @FunctionalInterface
    interface Filter {
        boolean keeps(int task, int needed, Place place);
    }

    private int[] tasks = new int[16];
    private int[] needed = new int[16];
    private int[] lines = new int[16];
    private int[] columns = new int[16];
    private int count;

    void add(int task, int neededTask, Place place) {
        if (count == tasks.length) {
            int more = 2 * count;
            tasks = Arrays.copyOf(tasks, more);
            needed = Arrays.copyOf(needed, more);
            lines = Arrays.copyOf(lines, more);
            columns = Arrays.copyOf(columns, more);
        }
        put(count++, task, neededTask, place.line(), place.column());
    }

    /** Drops edges; those that stay keep their order. */
    void keep(Filter filter) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (filter.keeps(tasks[i], needed[i], place(i))) {
                put(kept++, tasks[i], needed[i], lines[i], columns[i]);
            }
        }
        count = kept;
    }

    /** Calls each task by another number. */
    void renumber(int[] numbers) {
        for (int i = 0; i < count; i++) {
            tasks[i] = numbers[tasks[i]];
            needed[i] = numbers[needed[i]];
        }
    }

    /** Drops each edge that is there before, and shows it. */
    void dropDoubled(int taskCount, Visitor doubled) {
        int[] indexes = new int[count];
        Arrays.setAll(indexes, i -> i);
        Edges byTask = Edges.sorted(taskCount, count, tasks, indexes);
        int[] lastTask = new int[taskCount];
        Arrays.fill(lastTask, -1);
        boolean[] drops = new boolean[count];
        for (int task = 0; task < taskCount; task++) {
            for (int k = 0; k < byTask.count(task); k++) {
                int edge = byTask.end(task, k);
                drops[edge] = lastTask[needed[edge]] == task;
                lastTask[needed[edge]] = task;
            }
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (drops[i]) {
                doubled.visit(tasks[i], needed[i], place(i));
            } else {
                put(kept++, tasks[i], needed[i], lines[i], columns[i]);
            }
        }
        count = kept;
    }

    /** For each task those that it needs. */
    Edges byTask(int taskCount) {
        return Edges.sorted(taskCount, count, tasks, needed);
    }

    /** For each task those that need it. */
    Edges byNeeded(int taskCount) {
        return Edges.sorted(taskCount, count, needed, tasks);
    }

    private void put(int i, int task, int neededTask, int line, int column) {
        tasks[i] = task;
        needed[i] = neededTask;
        lines[i] = line;
        columns[i] = column;
    }

    private Place place(int i) {
        return new Place(lines[i], columns[i]);
    }
}
