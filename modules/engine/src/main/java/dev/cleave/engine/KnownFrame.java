package dev.cleave.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame on the way to known children. Published from the start; known children are never claimed. */
final class KnownFrame extends Frame {

    private final KnownTree tree;

    KnownFrame(Object problem, List<Object> children, int index, KnownTree tree) {
        super(problem, children.size(), children, null, 0, index);
        this.tree = tree;
    }

    /** What is known under a child, or null. */
    @Nullable
    KnownTree under(int child) {
        return tree.child(child);
    }

    @Override
    int claim() {
        int claimed = super.claim();
        while (claimed >= 0 && isKnown(claimed)) {
            claimed = super.claim();
        }
        return claimed;
    }

    private boolean isKnown(int child) {
        KnownTree at = tree.child(child);
        return at != null && at.known() != null;
    }
}
