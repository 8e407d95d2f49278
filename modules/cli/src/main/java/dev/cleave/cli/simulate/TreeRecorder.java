package dev.cleave.cli.simulate;

import dev.cleave.cli.command.CommandException;
import dev.cleave.simulator.tree.RecordedTree;
import java.util.Arrays;

/**
 * Keeps the shape of a tree while it is walked: each subproblem before its children, small ones as one piece.
 *
 * <p>Costs are in any unit, as long as it is always the same. What costs less than the grain becomes a single step, and
 * small neighbours become one as long as they are small together. So what is kept does not grow with what is walked, but
 * with what could be given away.
 */
final class TreeRecorder {

    /** What takes 20 bytes each once it is recorded. */
    private static final int MOST_KEPT = 60_000_000;

    /** A subproblem whose children are being walked. */
    static final class Open {
        private final int place;
        private long own;
        private long below;
        /** Where its latest child is kept, if that is a small one; else -1. */
        private int smallChild = -1;

        private Open(int place, long own) {
            this.place = place;
            this.own = own;
        }

        /** Adds to what it costs itself. */
        void add(long cost) {
            own += cost;
        }
    }

    private double grain;
    private int[] sizes = new int[1 << 12];
    private long[] costs = new long[1 << 12];
    private int kept;
    private long total;

    TreeRecorder(double grain) {
        this.grain = grain;
    }

    /** What costs less from now on is not kept by itself. */
    void grain(double other) {
        grain = other;
    }

    /** A subproblem that is divided: its children follow. */
    Open open(long own) {
        return new Open(append(own), own);
    }

    /** A subproblem that is not divided, or not here. */
    void leaf(Open parent, long cost) {
        total += cost;
        parent.below += cost;
        int before = parent.smallChild;
        if (before >= 0 && costs[before] + cost < grain) {
            costs[before] += cost;
            return;
        }
        int place = append(cost);
        parent.smallChild = cost < grain ? place : -1;
    }

    /** All children of a subproblem were walked. */
    void close(Open parent, Open done) {
        total += done.own;
        long cost = done.own + done.below;
        if (cost < grain) {
            kept = done.place;
            total -= cost;
            leaf(parent, cost);
            return;
        }
        costs[done.place] = done.own;
        sizes[done.place] = kept - done.place;
        parent.below += cost;
        parent.smallChild = -1;
    }

    /** What is above the root. */
    static Open top() {
        return new Open(-1, 0);
    }

    private int append(long cost) {
        if (kept == costs.length) {
            if (kept >= MOST_KEPT) {
                throw CommandException.usage("--grain: too short, more than " + kept
                        + " pieces would have to be kept (expected: a longer time, as 1ms)");
            }
            sizes = Arrays.copyOf(sizes, Math.min(MOST_KEPT, 2 * kept));
            costs = Arrays.copyOf(costs, Math.min(MOST_KEPT, 2 * kept));
        }
        sizes[kept] = 1;
        costs[kept] = cost;
        return kept++;
    }

    /** The cost of all that was walked. */
    long total() {
        return total;
    }

    /** How many steps are kept. */
    int kept() {
        return kept;
    }

    /**
     * The tree, once its root is closed.
     *
     * @param workNanos how long all of it takes; shared out by cost
     */
    RecordedTree tree(long workNanos) {
        double scale = (double) workNanos / Math.max(1, total);
        long[] nanos = new long[kept];
        double before = 0;
        for (int i = 0; i < kept; i++) {
            double after = before + costs[i] * scale;
            nanos[i] = Math.round(after) - Math.round(before);
            before = after;
        }
        return new RecordedTree(sizes, nanos, kept);
    }
}
