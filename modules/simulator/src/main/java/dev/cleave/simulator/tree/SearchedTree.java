package dev.cleave.simulator.tree;

/**
 * A tree in which something is looked for.
 *
 * @param tree the tree
 * @param solutions what can be found in it
 */
public record SearchedTree(RecursionTree tree, Solutions solutions) implements RecursionTree {

    @Override
    public Subtree root() {
        return tree.root();
    }

    @Override
    public long nanos(long from, long to) {
        return tree.nanos(from, to);
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
