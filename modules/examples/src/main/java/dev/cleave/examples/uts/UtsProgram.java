package dev.cleave.examples.uts;

import dev.cleave.api.DivideAndConquer;
import java.util.Arrays;
import java.util.List;

/** Walks a tree node by node. */
class UtsProgram implements DivideAndConquer<UtsNode, UtsCount> {

    private static final ThreadLocal<NodeHash> HASH = ThreadLocal.withInitial(NodeHash::new);

    final UtsTree tree;

    UtsProgram(UtsTree tree) {
        this.tree = tree;
    }

    @Override
    public final boolean isBaseCase(UtsNode node) {
        return tree.children(node.state16(), node.depth()) == 0;
    }

    @Override
    public final UtsCount solve(UtsNode node) {
        return new UtsCount(1, 1, node.depth());
    }

    @Override
    public final List<UtsNode> divide(UtsNode node) {
        return Arrays.asList(HASH.get().children(node, tree.children(node.state16(), node.depth())));
    }

    @Override
    public final UtsCount combine(UtsNode node, List<UtsCount> results) {
        long nodes = 1;
        long leaves = 0;
        int depth = node.depth();
        for (int i = 0; i < results.size(); i++) {
            UtsCount result = results.get(i);
            nodes += result.nodes();
            leaves += result.leaves();
            depth = Math.max(depth, result.depth());
        }
        return new UtsCount(nodes, leaves, depth);
    }
}
