package dev.cleave.examples.uts;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a node has children.
 *
 * <p>In a geometric tree their number is {@code floor(log(1 - u) / log(1 - p))}, where {@code u = v / 2^31} comes from
 * the node's state and {@code p} from its depth. That never falls when v grows, so that for each depth a short table of
 * the least v for 1, 2, 3 … children says the same as the formula, and faster than a logarithm. The tables are made from
 * the formula itself when a depth is first met, with {@link StrictMath}, which gives the same bits on every machine.
 *
 * <p>Safe for use by many threads at once.
 */
final class UtsTree {

    /** The most children that a node may have; only the root of a binomial tree may have more. */
    static final int MOST_CHILDREN = 100;

    private static final long STATES = 1L << 31;
    private static final int DEPTHS_KEPT = 4096;
    private static final double GEOMETRIC_SHARE_OF_HYBRID = 0.5;

    /** How the number of children is distributed. */
    enum Type {
        BINOMIAL,
        GEOMETRIC,
        HYBRID
    }

    /** How the expected number of children of a geometric tree changes with the depth. */
    enum Shape {
        LINEAR,
        EXPONENTIAL,
        CYCLIC,
        FIXED
    }

    private final Type type;
    private final Shape shape;
    private final int shapeDepth;
    private final double rootChildren;
    private final int seed;
    private final double probability;
    private final int children;

    private final double geometricDepths;
    private final double parents;
    private final AtomicReferenceArray<int @Nullable []> leastStates = new AtomicReferenceArray<>(DEPTHS_KEPT);

    UtsTree(Type type, Shape shape, int shapeDepth, double rootChildren, int seed, double probability, int children) {
        this.type = type;
        this.shape = shape;
        this.shapeDepth = shapeDepth;
        this.rootChildren = rootChildren;
        this.seed = seed;
        this.probability = probability;
        this.children = children;
        this.parents = probability * STATES;
        this.geometricDepths = switch (type) {
            case BINOMIAL -> 0;
            case GEOMETRIC -> Double.POSITIVE_INFINITY;
            case HYBRID -> GEOMETRIC_SHARE_OF_HYBRID * shapeDepth;
        };
    }

    static UtsTree ofDefaults() {
        return new UtsTree(Type.GEOMETRIC, Shape.LINEAR, 6, 4, 0, 15.0 / 64, 4);
    }

    /**
     * The number of children of a node.
     *
     * @param state16 the last 4 bytes of the node's state
     * @param depth the node's depth
     * @return how many, from 0
     */
    int children(int state16, int depth) {
        int v = state16 & Integer.MAX_VALUE;
        if (depth >= geometricDepths) {
            return depth == 0 && type == Type.BINOMIAL ? (int) Math.floor(rootChildren) : v < parents ? children : 0;
        }
        int[] least = leastStates(depth);
        int count = 0;
        while (count < least.length && v >= least[count]) {
            count++;
        }
        return count;
    }

    private int[] leastStates(int depth) {
        if (depth >= DEPTHS_KEPT) {
            return computeLeastStates(depth);
        }
        int[] known = leastStates.getAcquire(depth);
        if (known == null) {
            known = computeLeastStates(depth);
            leastStates.setRelease(depth, known);
        }
        return known;
    }

    /** At index i the least v with more than i children; as long as the largest number of children. */
    private int[] computeLeastStates(int depth) {
        double expected = expectedChildren(depth);
        double scale = StrictMath.log(1 - 1 / (1 + expected));
        int most = Math.min(MOST_CHILDREN, formula((int) (STATES - 1), scale));
        int[] least = new int[Math.max(0, most)];
        for (int i = 0; i < least.length; i++) {
            long low = i == 0 ? 0 : least[i - 1];
            long high = STATES - 1;
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (formula((int) middle, scale) > i) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            least[i] = (int) low;
        }
        return least;
    }

    private static int formula(int v, double scale) {
        return (int) Math.floor(StrictMath.log(1 - (double) v / STATES) / scale);
    }

    /** The expected number of children of a node at a depth of a geometric tree. */
    private double expectedChildren(int depth) {
        if (depth == 0) {
            return rootChildren;
        }
        double d = shapeDepth;
        return switch (shape) {
            case LINEAR -> rootChildren * (1 - depth / d);
            case EXPONENTIAL -> rootChildren * StrictMath.pow(depth, -StrictMath.log(rootChildren) / StrictMath.log(d));
            case CYCLIC ->
                depth > 5 * d ? 0 : StrictMath.pow(rootChildren, StrictMath.sin(2 * 3.141592653589793 * depth / d));
            case FIXED -> depth < d ? rootChildren : 0;
        };
    }

    Type type() {
        return type;
    }

    Shape shape() {
        return shape;
    }

    int shapeDepth() {
        return shapeDepth;
    }

    double rootChildren() {
        return rootChildren;
    }

    int seed() {
        return seed;
    }

    double probability() {
        return probability;
    }

    int children() {
        return children;
    }
}
