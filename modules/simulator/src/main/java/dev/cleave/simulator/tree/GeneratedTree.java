package dev.cleave.simulator.tree;

/**
 * A recursion tree of any size that needs no memory: each subproblem knows its number of steps, and divides it.
 *
 * <p>How long steps take follows from their numbers, so that the time of any range of steps is known without looking at
 * them. Immutable.
 */
public final class GeneratedTree implements RecursionTree {

    private static final int MOST_UNEVEN = 6;

    private final Shape shape;
    private final Subtree root;
    private final long stepNanos;
    private final long longEvery;
    private final long longNanos;

    /**
     * A tree.
     *
     * @param shape how it divides
     * @param steps how many steps it has, at least 1
     * @param seed what varies between trees of one shape
     * @param stepNanos how long a step takes
     * @param longEvery every so many-th step is a long one; 0 for none
     * @param longNanos how much longer those take
     */
    public GeneratedTree(Shape shape, long steps, long seed, long stepNanos, long longEvery, long longNanos) {
        this.shape = shape;
        this.root = new Subtree(0, steps, seed, 0);
        this.stepNanos = stepNanos;
        this.longEvery = longEvery;
        this.longNanos = longNanos;
    }

    @Override
    public Subtree root() {
        return root;
    }

    @Override
    public long nanos(long from, long to) {
        long nanos = (to - from) * stepNanos;
        if (longEvery > 0) {
            nanos += (longBefore(to) - longBefore(from)) * longNanos;
        }
        return nanos;
    }

    private long longBefore(long step) {
        return (step + longEvery - 1) / longEvery;
    }

    @Override
    public int children(Subtree problem) {
        long rest = problem.size() - 1;
        if (rest == 0) {
            return 0;
        }
        return switch (shapeAt(problem)) {
            case CHAIN -> 1;
            case COMB -> (int) Math.min(rest, 2);
            case BUSHY -> (int) Math.min(rest, 2 + SeedMixer.below(problem.seed(), 1, 4));
            case BINOMIAL -> (int) Math.min(rest, 2 + SeedMixer.below(problem.seed(), 2, MOST_UNEVEN - 1));
            case FAN_OUT, MIXED -> (int) Math.min(rest, 1 << 20);
        };
    }

    private Shape shapeAt(Subtree problem) {
        if (shape != Shape.MIXED) {
            return shape;
        }
        Shape[] all = Shape.values();
        return all[SeedMixer.below(problem.seed(), 3, all.length - 1)];
    }

    @Override
    public long childFirst(Subtree problem, int index) {
        int count = children(problem);
        long start = problem.first() + 1;
        long rest = problem.size() - 1;
        if (index == count) {
            return start + rest;
        }
        return switch (shapeAt(problem)) {
            case COMB -> {
                boolean baseCaseFirst = (problem.seed() & 1) == 0;
                yield start + (index == 0 ? 0 : baseCaseFirst ? 1 : rest - 1);
            }
            case BINOMIAL -> start + unevenBefore(problem, count, index, rest);
            default -> start + rest / count * index + Math.min(index, rest % count);
        };
    }

    /** Each child gets one step, and what is left is shared out by powers of two, largest anywhere. */
    private static long unevenBefore(Subtree problem, int count, int index, long rest) {
        long spare = rest - count;
        long shares = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            long share = 1L << (2 * SeedMixer.below(problem.seed(), 40L + i, 5));
            shares += share;
            before += i < index ? share : 0;
        }
        return index + (long) ((double) spare * before / shares);
    }
}
