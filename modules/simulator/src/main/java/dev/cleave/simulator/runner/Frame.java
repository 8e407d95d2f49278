package dev.cleave.simulator.runner;

import dev.cleave.core.measure.Weight;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A captured step: a problem, which of its children are finished, which are not started. */
final class Frame {

    final LeaseRun run;
    final Subtree problem;
    /** Null for the frame on top, whose only child is the lease's own subproblem. */
    final @Nullable Frame parent;

    final int index;
    final int children;
    final long weight;
    final long serial;
    final BitSet finished = new BitSet();
    final BitSet reported = new BitSet();
    /** Children that a lane has not claimed, as ranges from, to. */
    final Deque<int[]> unstarted = new ArrayDeque<>();

    int unfinished;
    int unstartedCount;

    private Frame(
            LeaseRun run, Subtree problem, @Nullable Frame parent, int index, int children, long weight, long serial) {
        this.run = run;
        this.problem = problem;
        this.parent = parent;
        this.index = index;
        this.children = children;
        this.weight = weight;
        this.serial = serial;
        this.unfinished = children;
    }

    /** The frame above a lease's subproblem. */
    static Frame onTop(LeaseRun run, long serial) {
        return new Frame(run, run.problem, null, 0, 1, run.lease.weight(), serial);
    }

    /** The frame of one child. */
    static Frame under(Frame parent, int index, GeneratedTree tree, long serial) {
        Subtree problem = parent.child(tree, index);
        return new Frame(parent.run, problem, parent, index, tree.children(problem), parent.childWeight(index), serial);
    }

    Subtree child(GeneratedTree tree, int child) {
        return parent == null ? problem : tree.child(problem, child);
    }

    /** The number of a child's first step; the end of the last child for the number of children. */
    long childFirst(GeneratedTree tree, int child) {
        if (parent == null) {
            return child == 0 ? problem.first() : problem.end();
        }
        return tree.childFirst(problem, child);
    }

    int childWith(GeneratedTree tree, long step) {
        return parent == null ? 0 : tree.childWith(problem, step);
    }

    long childWeight(int child) {
        return parent == null ? weight : Weight.ofChild(weight, child, children);
    }

    /** The time of some children in a row. */
    long nanos(GeneratedTree tree, int from, int to) {
        return tree.nanos(childFirst(tree, from), childFirst(tree, to));
    }

    void open(int from, int to) {
        if (from < to) {
            unstarted.addFirst(new int[] {from, to});
            unstartedCount += to - from;
        }
    }

    /** Takes up to so many children that follow each other. */
    int[] claim(int most) {
        int[] range = unstarted.getFirst();
        int to = Math.min(range[1], range[0] + most);
        int[] claimed = {range[0], to};
        if (to == range[1]) {
            unstarted.removeFirst();
        } else {
            range[0] = to;
        }
        unstartedCount -= to - claimed[0];
        return claimed;
    }

    /** How many steps an unstarted child has, on average. */
    long typicalSize() {
        return parent == null ? problem.size() : (problem.size() - 1) / children;
    }
}
