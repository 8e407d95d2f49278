package dev.cleave.simulator.tree;

/**
 * A tree that was walked before: how many steps each subproblem has, and when each begins.
 *
 * <p>Takes 20 bytes a step.
 */
public final class RecordedTree implements RecursionTree {

    private final long[] beginsAt;
    /** Where the children of each step begin in {@link #firsts}. */
    private final int[] offsets;

    private final int[] firsts;
    private final Subtree root;

    /**
     * A recorded tree.
     *
     * @param sizes how many steps the subproblem of each step has, its own included; each before its children
     * @param nanos how long each step takes
     * @param steps how many of both there are, at least 1
     */
    public RecordedTree(int[] sizes, long[] nanos, int steps) {
        if (steps < 1 || sizes[0] != steps) {
            throw new IllegalArgumentException(steps + " steps, " + (steps < 1 ? 0 : sizes[0])
                    + " of them under the root (expected: the same, at least 1)");
        }
        this.root = new Subtree(0, steps, 1, 0);
        this.beginsAt = new long[steps + 1];
        this.offsets = new int[steps + 1];
        this.firsts = new int[steps - 1];
        int used = 0;
        for (int step = 0; step < steps; step++) {
            beginsAt[step + 1] = beginsAt[step] + nanos[step];
            offsets[step] = used;
            int end = step + sizes[step];
            for (int child = step + 1; child < end; child += sizes[child]) {
                firsts[used++] = child;
            }
        }
        offsets[steps] = used;
    }

    /** The longest chain of steps that wait for each other: the critical path, in nanoseconds. */
    public long spanNanos() {
        int steps = (int) root.size();
        long[] spans = new long[steps];
        for (int step = steps - 1; step >= 0; step--) {
            long longest = 0;
            for (int i = offsets[step]; i < offsets[step + 1]; i++) {
                longest = Math.max(longest, spans[firsts[i]]);
            }
            spans[step] = nanos(step, step + 1L) + longest;
        }
        return spans[0];
    }

    @Override
    public Subtree root() {
        return root;
    }

    @Override
    public long nanos(long from, long to) {
        return beginsAt[(int) to] - beginsAt[(int) from];
    }

    @Override
    public int children(Subtree problem) {
        int step = (int) problem.first();
        return offsets[step + 1] - offsets[step];
    }

    @Override
    public long childFirst(Subtree problem, int index) {
        int place = offsets[(int) problem.first()] + index;
        return place == offsets[(int) problem.first() + 1] ? problem.end() : firsts[place];
    }
}
