package dev.cleave.simulator.runner;

import dev.cleave.core.measure.Weight;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayDeque;
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
    /** How long a child takes, on average. */
    final long typicalNanos;

    final ChildSet finished = new ChildSet();
    final ChildSet reported = new ChildSet();
    /** Children that a lane has not claimed, as ranges from, to. */
    final Deque<int[]> unstarted = new ArrayDeque<>(2);

    int unfinished;
    int unstartedCount;
    /** Its neighbours among the frames of its lease. */
    @Nullable
    Frame newer;

    @Nullable
    Frame older;
    /** Whether it is in the pool, and how many of its children the pool counts as worth giving. */
    boolean pooled;

    int countedWorth;

    private Frame(
            LeaseRun run,
            Subtree problem,
            @Nullable Frame parent,
            int index,
            int children,
            long weight,
            long typicalNanos,
            long serial) {
        this.run = run;
        this.problem = problem;
        this.parent = parent;
        this.index = index;
        this.children = children;
        this.weight = weight;
        this.typicalNanos = typicalNanos;
        this.serial = serial;
        this.unfinished = children;
    }

    /** The frame above a lease's subproblem. */
    static Frame onTop(LeaseRun run, RecursionTree tree, long serial) {
        return new Frame(run, run.problem, null, 0, 1, run.lease.weight(), tree.nanos(run.problem), serial);
    }

    /** The frame of one child. */
    static Frame under(Frame parent, int index, RecursionTree tree, long serial) {
        Subtree problem = parent.child(tree, index);
        int children = tree.children(problem);
        long below = tree.nanos(problem.first() + 1, problem.end());
        return new Frame(
                parent.run,
                problem,
                parent,
                index,
                children,
                parent.childWeight(index),
                below / Math.max(1, children),
                serial);
    }

    Subtree child(RecursionTree tree, int child) {
        return parent == null ? problem : tree.child(problem, child);
    }

    /** The number of a child's first step; the end of the last child for the number of children. */
    long childFirst(RecursionTree tree, int child) {
        if (parent == null) {
            return child == 0 ? problem.first() : problem.end();
        }
        return tree.childFirst(problem, child);
    }

    int childWith(RecursionTree tree, long step) {
        return parent == null ? 0 : tree.childWith(problem, step);
    }

    long childWeight(int child) {
        return parent == null ? weight : Weight.ofChild(weight, child, children);
    }

    /** The time of some children in a row. */
    long nanos(RecursionTree tree, int from, int to) {
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
}
