package dev.cleave.engine;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.path.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ways to the known children of a lease: what has to be expanded step by step. */
final class KnownTree {

    private final TreeMap<Integer, KnownTree> under = new TreeMap<>();
    private @Nullable KnownChild known;
    private @Nullable Awaited awaited;

    /** The tree of some known children, or null if there are none. */
    static @Nullable KnownTree of(List<KnownChild> children) {
        if (children.isEmpty()) {
            return null;
        }
        KnownTree root = new KnownTree();
        for (KnownChild child : children) {
            KnownTree at = root;
            for (int i = 0; i < child.path().length(); i++) {
                at = at.under.computeIfAbsent(child.path().index(i), index -> new KnownTree());
            }
            at.known = child;
        }
        return root;
    }

    /** The known child that ends here, or null. */
    @Nullable
    KnownChild known() {
        return known;
    }

    /** The result to come for the known child that ends here. */
    @Nullable
    Awaited awaited() {
        return awaited;
    }

    void await(Awaited result) {
        awaited = result;
    }

    /** What lies under a child, or null. */
    @Nullable
    KnownTree child(int index) {
        return under.get(index);
    }

    Map<Integer, KnownTree> children() {
        return under;
    }

    /** The end of the way to a known child. */
    KnownTree at(Path path) {
        KnownTree at = this;
        for (int i = 0; i < path.length(); i++) {
            KnownTree next = at.under.get(path.index(i));
            if (next == null) {
                throw new IllegalArgumentException("not known: " + path);
            }
            at = next;
        }
        return at;
    }

    /** The largest child index on a way; -1 if no way goes on. */
    int lastIndex() {
        return under.isEmpty() ? -1 : under.lastKey();
    }
}
