package dev.cleave.examples.uts;

import dev.cleave.api.SequentialSolver;
import java.util.Arrays;

/** The same walk with its own stack, so that a tree of any depth fits. */
final class UtsSolver extends UtsProgram implements SequentialSolver<UtsNode, UtsCount> {

    UtsSolver(UtsTree tree) {
        super(tree);
    }

    @Override
    public UtsCount solveSequentially(UtsNode root) {
        return new Walk(tree, root).count();
    }

    /**
     * One walk, depth first.
     *
     * <p>The nodes on the way from the root to where the walk stands lie in one array of bytes, each with room for the
     * index of the next child behind it: what there is at a level is what its child's hash is taken of. A node whose
     * last child is under way is not needed any more and makes room for that child; so a chain takes no room at all.
     */
    private static final class Walk {

        private final UtsTree tree;
        private final NodeHash hash = new NodeHash();
        private byte[] states = new byte[64 * NodeHash.MESSAGE];
        private int[] depths = new int[64];
        private int[] next = new int[64];
        private int[] counts = new int[64];

        Walk(UtsTree tree, UtsNode root) {
            this.tree = tree;
            NodeHash.put(root, states, 0);
            depths[0] = root.depth();
            counts[0] = tree.children(root.state16(), root.depth());
        }

        UtsCount count() {
            if (counts[0] == 0) {
                return new UtsCount(1, 1, depths[0]);
            }
            long nodes = 1;
            long leaves = 0;
            int deepest = depths[0];
            int level = 0;
            while (level >= 0) {
                int at = level * NodeHash.MESSAGE;
                int depth = depths[level] + 1;
                int child = next[level]++;
                boolean last = next[level] == counts[level];
                hash.hash(states, at, child, states, at + NodeHash.MESSAGE);
                nodes++;
                int count = tree.children(NodeHash.state16(states, at + NodeHash.MESSAGE), depth);
                if (count == 0) {
                    leaves++;
                    deepest = Math.max(deepest, depth);
                    level -= last ? 1 : 0;
                    continue;
                }
                if (last) {
                    System.arraycopy(states, at + NodeHash.MESSAGE, states, at, NodeHash.STATE);
                } else {
                    level++;
                    ensureRoom(level);
                }
                depths[level] = depth;
                next[level] = 0;
                counts[level] = count;
            }
            return new UtsCount(nodes, leaves, deepest);
        }

        /** Room for a level and for the state of its child. */
        private void ensureRoom(int level) {
            if (level + 2 > depths.length) {
                int levels = 2 * depths.length;
                states = Arrays.copyOf(states, levels * NodeHash.MESSAGE);
                depths = Arrays.copyOf(depths, levels);
                next = Arrays.copyOf(next, levels);
                counts = Arrays.copyOf(counts, levels);
            }
        }
    }
}
