package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Trees of many shapes made from a seed; the result depends on every node and on the order of the children. */
public class RandomTree implements DivideAndConquer<RandomTree.Node, Long> {

    /** How a tree looks. */
    public enum Shape {
        BUSHY,
        BINARY,
        CHAIN,
        COMB,
        FAN,
        DEAD_ENDS,
        MIXED
    }

    /** A subtree of about so many nodes. */
    public record Node(long id, int nodes, Shape shape) {}

    public final LongAdder solved = new LongAdder();
    public final LongAdder combined = new LongAdder();
    private final int slowEvery;
    private final long slowNanos;

    /** Every so many nodes, on average, one takes so long. */
    public RandomTree(int slowEvery, long slowNanos) {
        this.slowEvery = slowEvery;
        this.slowNanos = slowNanos;
    }

    public static RandomTree quick() {
        return new RandomTree(0, 0);
    }

    @Override
    public boolean isBaseCase(Node node) {
        return node.nodes <= 1 && !isDeadEnd(node);
    }

    @Override
    public Long solve(Node node) {
        spin(node);
        solved.increment();
        return mix(node.id);
    }

    @Override
    public List<Node> divide(Node node) {
        if (node.nodes <= 1) {
            return List.of();
        }
        Shape shape =
                node.shape == Shape.MIXED ? Shape.values()[(int) Long.remainderUnsigned(mix(node.id), 6)] : node.shape;
        Shape next = node.shape;
        int rest = node.nodes - 1;
        List<Node> children = new ArrayList<>();
        switch (shape) {
            case CHAIN -> children.add(new Node(mix(node.id + 1), rest, next));
            case COMB -> {
                boolean leafFirst = (node.id & 1) == 0;
                Node leaf = new Node(mix(node.id + 1), 1, next);
                Node tail = new Node(mix(node.id + 2), rest - 1, next);
                children.add(leafFirst ? leaf : tail);
                if (rest > 1) {
                    children.add(leafFirst ? tail : leaf);
                }
            }
            case FAN -> {
                int each = node.shape == Shape.FAN ? 1 : 1 + rest / 50;
                for (int i = 0; rest > 0; i++) {
                    children.add(new Node(mix(node.id + i), Math.min(each, rest), next));
                    rest -= each;
                }
            }
            default -> {
                int most = shape == Shape.BINARY ? 2 : 2 + (int) Long.remainderUnsigned(mix(node.id ^ 5), 4);
                for (int i = 0; i < most && rest > 0; i++) {
                    int share = i == most - 1 ? rest : (int) Long.remainderUnsigned(mix(node.id + 31L * i), rest + 1L);
                    if (share > 0) {
                        children.add(new Node(mix(node.id + i), share, next));
                        rest -= share;
                    }
                }
                if (children.isEmpty()) {
                    children.add(new Node(mix(node.id), rest, next));
                }
            }
        }
        return children;
    }

    @Override
    public Long combine(Node node, List<Long> results) {
        if ((node.id & 7) == 3) {
            spin(node);
        }
        combined.increment();
        long hash = node.id;
        for (int i = 0; i < results.size(); i++) {
            hash = mix(hash * 31 + results.get(i));
        }
        return hash;
    }

    private static boolean isDeadEnd(Node node) {
        return node.shape == Shape.DEAD_ENDS && (mix(node.id) & 3) == 0;
    }

    private void spin(Node node) {
        if (slowEvery > 0 && Long.remainderUnsigned(mix(node.id ^ 77), slowEvery) == 0) {
            long until = System.nanoTime() + slowNanos;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L + 0x9E3779B97F4A7C15L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** How many nodes the tree of a node really has. */
    public long size(Node node) {
        long count = 0;
        List<Node> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.remove(open.size() - 1);
            count++;
            if (!isBaseCase(next)) {
                open.addAll(divide(next));
            }
        }
        return count;
    }

    /** The result, found with a stack of its own, so that deep trees do not matter. */
    public Long expected(Node root) {
        return new Unrolled<>(RandomTree.quick()).solve(root);
    }

    /** The same with a sequential solver. */
    public static final class WithSolver extends RandomTree implements SequentialSolver<Node, Long> {
        private final boolean hints;
        public final LongAdder calls = new LongAdder();

        public WithSolver(boolean hints) {
            super(0, 0);
            this.hints = hints;
        }

        @Override
        public Long solveSequentially(Node node) {
            calls.increment();
            return new Unrolled<>(RandomTree.quick()).solve(node);
        }

        @Override
        public double sizeHint(Node node) {
            return hints ? node.nodes() : NO_HINT;
        }
    }
}
