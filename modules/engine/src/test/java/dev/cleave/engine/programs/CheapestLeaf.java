package dev.cleave.engine.programs;

import dev.cleave.api.BranchAndBound;
import dev.cleave.api.Objective;
import dev.cleave.api.SequentialSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The leaf of a random tree with the best sum of what its branches cost, or earn; some leaves are no solution. */
public class CheapestLeaf implements BranchAndBound<CheapestLeaf.Node, CheapestLeaf.Leaf> {

    private static final int MOST_COST = 100;
    private static final int MOST_CHILDREN = 5;

    /** A place in the tree. */
    public record Node(long id, int depth, long sum) {}

    /** A leaf. */
    public record Leaf(long id, long sum) {}

    private static final Leaf NONE = new Leaf(0, -1);

    public final LongAdder solved = new LongAdder();
    private final Objective objective;
    private final int depth;

    public CheapestLeaf(Objective objective, int depth) {
        this.objective = objective;
        this.depth = depth;
    }

    /** The root of the tree that a seed stands for. */
    public static Node root(long seed) {
        return new Node(mix(seed), 0, 0);
    }

    @Override
    public Objective objective() {
        return objective;
    }

    @Override
    public long bound(Node node) {
        return objective == Objective.MINIMIZE ? node.sum : node.sum + (long) (depth - node.depth) * MOST_COST;
    }

    @Override
    public long value(Leaf leaf) {
        return leaf.sum < 0 ? objective.worst() : leaf.sum;
    }

    @Override
    public Leaf none() {
        return NONE;
    }

    @Override
    public boolean isBaseCase(Node node) {
        return node.depth == depth;
    }

    @Override
    public Leaf solve(Node node) {
        solved.increment();
        return mix(node.id) % 3 == 0 ? NONE : new Leaf(node.id, node.sum);
    }

    @Override
    public List<Node> divide(Node node) {
        List<Node> children = new ArrayList<>();
        int count = below(node.id, MOST_CHILDREN + 1);
        for (int i = 0; i < count; i++) {
            long id = mix(node.id + i + 1);
            children.add(new Node(id, node.depth + 1, node.sum + below(id, MOST_COST + 1)));
        }
        return children;
    }

    /** The best value, by looking at every leaf. */
    public long exhaustively(Node node) {
        if (isBaseCase(node)) {
            return value(solve(node));
        }
        long best = objective.worst();
        for (Node child : divide(node)) {
            long value = exhaustively(child);
            best = objective.prefers(value, best) ? value : best;
        }
        return best;
    }

    private static int below(long id, int bound) {
        return (int) Long.remainderUnsigned(mix(id ^ 0x5DEECE66DL), bound);
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The same with a sequential solver, which leaves out nothing. */
    public static final class WithSolver extends CheapestLeaf implements SequentialSolver<Node, Leaf> {

        public WithSolver(Objective objective, int depth) {
            super(objective, depth);
        }

        @Override
        public Leaf solveSequentially(Node node) {
            if (isBaseCase(node)) {
                return solve(node);
            }
            return combine(
                    node, divide(node).stream().map(this::solveSequentially).toList());
        }
    }
}
