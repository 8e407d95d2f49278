package dev.cleave.simulator.tree;

/**
 * A recursion tree whose steps are numbered in the order of plain recursion, each subproblem before its children.
 *
 * <p>The time of any range of steps is known without looking at them, so that a stretch of plain recursion costs a
 * simulation nothing, however long it is. Immutable.
 */
public interface RecursionTree {

    /** The problem of the job. */
    Subtree root();

    /** The time of the steps from one number up to, not including, another, in nanoseconds. */
    long nanos(long from, long to);

    /** How many children a problem has; 0 for a base case. */
    int children(Subtree problem);

    /**
     * The number of a child's first step.
     *
     * @param index the child's place; the number of children for the end of the last
     */
    long childFirst(Subtree problem, int index);

    /** What a search finds in it. */
    default Solutions solutions() {
        return Solutions.NONE;
    }

    /** The time of all steps. */
    default long workNanos() {
        return nanos(root());
    }

    /** The time of a whole subproblem. */
    default long nanos(Subtree problem) {
        return nanos(problem.first(), problem.end());
    }

    /** One child of a problem. */
    default Subtree child(Subtree problem, int index) {
        long first = childFirst(problem, index);
        return new Subtree(
                first,
                childFirst(problem, index + 1) - first,
                SeedMixer.mix(problem.seed(), index + 17L),
                problem.depth() + 1);
    }

    /** Which child a step belongs to, not the problem's own. */
    default int childWith(Subtree problem, long step) {
        int low = 0;
        int high = children(problem) - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (childFirst(problem, middle) <= step) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
