package dev.cleave.core.journal;

import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.Path;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small random recursion tree whose result depends on every node and on the order of children. */
final class ModelTree {

    private static final int DEEPEST = 4;

    private final List<ModelTree> children = new ArrayList<>();
    private final long value;

    ModelTree(Random random, int depth) {
        value = random.nextLong();
        int count = depth == DEEPEST ? 0 : random.nextInt(4) + (depth == 0 ? 2 : 0);
        for (int i = 0; i < count; i++) {
            children.add(new ModelTree(random, depth + 1));
        }
    }

    ModelTree at(Path path) {
        ModelTree node = this;
        for (int i = 0; i < path.length(); i++) {
            node = node.children.get(path.index(i));
        }
        return node;
    }

    int children() {
        return children.size();
    }

    /** The subtree of a lease, as its problem names it. */
    ModelTree of(Payload problem) {
        ModelTree node = this;
        if (problem != null) {
            for (byte index : ((Payload.Inline) problem).bytes()) {
                node = node.children.get(index);
            }
        }
        return node;
    }

    static long combine(long value, List<Long> results) {
        long combined = value;
        for (long result : results) {
            combined = combined * 31 + result;
        }
        return combined;
    }

    long value() {
        return value;
    }

    static Payload payload(long result) {
        return new Payload.Inline(ByteBuffer.allocate(8).putLong(result).array());
    }

    static long number(Payload payload) {
        return ByteBuffer.wrap(((Payload.Inline) payload).bytes()).getLong();
    }

    /** What plain recursion gives. */
    long result() {
        return combine(value, children.stream().map(ModelTree::result).toList());
    }

    /** Some path below the root of this tree; null if there is none. */
    Path somePath(Random random) {
        Path path = Path.EMPTY;
        ModelTree node = this;
        while (node.children() > 0 && (path.length() == 0 || random.nextInt(3) > 0)) {
            int index = random.nextInt(node.children());
            path = path.child(index);
            node = node.children.get(index);
        }
        return path.length() == 0 ? null : path;
    }
}
