package dev.cleave.core.graph;

/** For each task the tasks at the other ends of its edges, one after the other in a single array. */
record Edges(int[] starts, int[] ends) {

    /**
     * Edges sorted by the task they belong to, each task's in the order given.
     *
     * @param tasks how many tasks there are
     * @param count how many edges there are
     * @param of for each edge the task that it belongs to
     * @param to for each edge the task at its other end
     */
    static Edges sorted(int tasks, int count, int[] of, int[] to) {
        int[] starts = new int[tasks + 1];
        for (int i = 0; i < count; i++) {
            starts[of[i] + 1]++;
        }
        for (int task = 0; task < tasks; task++) {
            starts[task + 1] += starts[task];
        }
        int[] next = starts.clone();
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            ends[next[of[i]]++] = to[i];
        }
        return new Edges(starts, ends);
    }

    int count() {
        return ends.length;
    }

    int count(int task) {
        return starts[task + 1] - starts[task];
    }

    int end(int task, int k) {
        int index = starts[task] + k;
        if (k < 0 || index >= starts[task + 1]) {
            throw new IndexOutOfBoundsException("edge " + k + " of " + count(task));
        }
        return ends[index];
    }
}
