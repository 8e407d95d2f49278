package dev.cleave.simulator.tree;

/** A tree as a slow machine runs it: the same steps, each of which takes longer. */
public final class SlowedTree implements RecursionTree {

    private final RecursionTree tree;
    private final double factor;

    /**
     * A tree on a slow machine.
     *
     * @param tree the tree on the others
     * @param speed how fast the machine is, measured by the others; above 0
     */
    public SlowedTree(RecursionTree tree, double speed) {
        this.tree = tree;
        this.factor = 1 / speed;
    }

    @Override
    public Subtree root() {
        return tree.root();
    }

    /** Rounds what comes before a step, not what lies between two, so that parts add up. */
    @Override
    public long nanos(long from, long to) {
        return (long) (factor * tree.nanos(0, to)) - (long) (factor * tree.nanos(0, from));
    }

    @Override
    public Solutions solutions() {
        return tree.solutions();
    }

    @Override
    public int children(Subtree problem) {
        return tree.children(problem);
    }

    @Override
    public long childFirst(Subtree problem, int index) {
        return tree.childFirst(problem, index);
    }
}
