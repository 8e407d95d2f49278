package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Unbalanced tree search: T1 (geometric, fixed) or T3 and T3L (binomial). */
public final class UnbalancedTree implements DivideAndConquer<UnbalancedTree.Node, UnbalancedTree.Count> {

    /** A node: 20 bytes of state, and its depth. */
    public record Node(byte[] state, int depth) {}

    /** What was counted underneath. */
    public record Count(long nodes, long leaves, int depth) {}

    private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    });

    private final boolean isBinomial;
    private final double b;
    private final int maxDepth;
    private final double q;
    private final int m;

    private UnbalancedTree(boolean isBinomial, double b, int maxDepth, double q, int m) {
        this.isBinomial = isBinomial;
        this.b = b;
        this.maxDepth = maxDepth;
        this.q = q;
        this.m = m;
    }

    public static UnbalancedTree t1() {
        return new UnbalancedTree(false, 4, 10, 0, 0);
    }

    public static UnbalancedTree t3() {
        return new UnbalancedTree(true, 2000, 0, 0.124875, 8);
    }

    public static UnbalancedTree t3l() {
        return new UnbalancedTree(true, 2000, 0, 0.200014, 5);
    }

    public static Node root(int seed) {
        byte[] in = new byte[20];
        ByteBuffer.wrap(in).putInt(16, seed);
        return new Node(digest(in, 20), 0);
    }

    private static byte[] digest(byte[] in, int length) {
        MessageDigest sha = SHA.get();
        sha.update(in, 0, length);
        byte[] out = new byte[20];
        try {
            sha.digest(out, 0, 20);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out;
    }

    private int children(Node node) {
        double u = (ByteBuffer.wrap(node.state).getInt(16) & 0x7fffffff) / 2147483648.0;
        if (isBinomial) {
            return node.depth == 0 ? (int) b : u < q ? m : 0;
        }
        double rate = node.depth < maxDepth ? b : 0;
        return rate == 0 ? 0 : Math.min(100, (int) Math.floor(Math.log(1 - u) / Math.log(1 - 1 / (1 + rate))));
    }

    @Override
    public boolean isBaseCase(Node node) {
        return children(node) == 0;
    }

    @Override
    public Count solve(Node node) {
        return new Count(1, 1, node.depth);
    }

    @Override
    public List<Node> divide(Node node) {
        int count = children(node);
        List<Node> children = new ArrayList<>(count);
        byte[] in = new byte[24];
        System.arraycopy(node.state, 0, in, 0, 20);
        ByteBuffer buffer = ByteBuffer.wrap(in);
        for (int i = 0; i < count; i++) {
            buffer.putInt(20, i);
            children.add(new Node(digest(in, 24), node.depth + 1));
        }
        return children;
    }

    @Override
    public Count combine(Node node, List<Count> results) {
        long nodes = 1;
        long leaves = 0;
        int depth = node.depth;
        for (int i = 0; i < results.size(); i++) {
            Count count = results.get(i);
            nodes += count.nodes;
            leaves += count.leaves;
            depth = Math.max(depth, count.depth);
        }
        return new Count(nodes, leaves, depth);
    }
}
