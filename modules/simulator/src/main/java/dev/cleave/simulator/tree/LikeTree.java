package dev.cleave.simulator.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of any size that divides like another one: each subproblem as a subproblem of the other did that stands as
 * far between the smallest and the largest, drawn by chance.
 *
 * <p>Kept are shares only: which part of a subproblem's steps went to which child. Sizes are compared by logarithm, the
 * largest with the largest, so that a tree a thousand times as large is deeper, but as bushy and as uneven at its top,
 * in its middle and at its bottom. All steps take the same time. Immutable.
 */
public final class LikeTree implements RecursionTree {

    private static final int CLASSES = 64;
    private static final int MOST_PER_CLASS = 512;
    private static final int MOST_CHILDREN = 1 << 16;

    private final Subtree root;
    private final double stepNanos;
    /** For each class of size, the shares of children: at index i what all before child i have, 0 to 1. */
    private final List<List<float[]>> shares = new ArrayList<>();

    private final double rootLog;

    /**
     * A tree like another.
     *
     * @param model what it divides like
     * @param steps how many steps it has, at least 1
     * @param seed what varies between trees like one
     * @param workNanos the time of all steps
     */
    public LikeTree(RecursionTree model, long steps, long seed, long workNanos) {
        this.root = new Subtree(0, steps, seed, 0);
        this.stepNanos = (double) workNanos / steps;
        this.rootLog = Math.log(Math.max(2, steps));
        for (int i = 0; i < CLASSES; i++) {
            shares.add(new ArrayList<>());
        }
        collect(model);
        fillGaps();
    }

    private void collect(RecursionTree model) {
        double modelLog = Math.log(Math.max(2, model.root().size()));
        int[] seen = new int[CLASSES];
        List<Subtree> open = new ArrayList<>();
        open.add(model.root());
        while (!open.isEmpty()) {
            Subtree problem = open.remove(open.size() - 1);
            int children = model.children(problem);
            int size = sizeClass(problem.size(), modelLog);
            if (children > 0) {
                keep(model, problem, children, shares.get(size), seen[size]++);
            }
            for (int i = children - 1; i >= 0; i--) {
                Subtree child = model.child(problem, i);
                if (child.size() > 1) {
                    open.add(child);
                }
            }
        }
    }

    /** Keeps each of all that come with the same probability (reservoir sampling, Vitter 1985). */
    private static void keep(RecursionTree model, Subtree problem, int children, List<float[]> kept, int before) {
        int place = before < MOST_PER_CLASS ? before : SeedMixer.below(problem.first(), 5, before + 1);
        if (place < MOST_PER_CLASS && children <= MOST_CHILDREN) {
            float[] starts = new float[children];
            double all = model.nanos(problem.first() + 1, problem.end());
            for (int i = 0; i < children; i++) {
                long part = model.nanos(problem.first() + 1, model.childFirst(problem, i));
                starts[i] = all == 0 ? (float) i / children : (float) (part / all);
            }
            if (place < kept.size()) {
                kept.set(place, starts);
            } else {
                kept.add(starts);
            }
        }
    }

    private void fillGaps() {
        for (int i = 1; i < CLASSES; i++) {
            if (shares.get(i).isEmpty()) {
                shares.set(i, shares.get(i - 1));
            }
        }
        for (int i = CLASSES - 2; i >= 0; i--) {
            if (shares.get(i).isEmpty()) {
                shares.set(i, shares.get(i + 1));
            }
        }
    }

    private static int sizeClass(long size, double rootLog) {
        return (int) Math.min(CLASSES - 1, CLASSES * Math.log(size) / rootLog);
    }

    @Override
    public Subtree root() {
        return root;
    }

    @Override
    public long nanos(long from, long to) {
        return (long) (to * stepNanos) - (long) (from * stepNanos);
    }

    private float[] sharesOf(Subtree problem) {
        List<float[]> kept = shares.get(sizeClass(problem.size(), rootLog));
        return kept.get(SeedMixer.below(problem.seed(), 7, kept.size()));
    }

    @Override
    public int children(Subtree problem) {
        long rest = problem.size() - 1;
        return rest == 0 ? 0 : shares.get(0).isEmpty() ? 1 : (int) Math.min(rest, sharesOf(problem).length);
    }

    @Override
    public long childFirst(Subtree problem, int index) {
        long rest = problem.size() - 1;
        int count = children(problem);
        long start = problem.first() + 1;
        if (index == count) {
            return start + rest;
        }
        float[] starts = index == 0 ? new float[] {0} : sharesOf(problem);
        return start + index + (long) ((rest - count) * (double) starts[index]);
    }
}
