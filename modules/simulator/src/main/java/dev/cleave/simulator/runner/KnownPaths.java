package dev.cleave.simulator.runner;

import dev.cleave.core.lease.KnownChild;
import java.util.List;
import java.util.TreeMap;

/** The ways to known children, as a tree. */
final class KnownPaths {

    private final TreeMap<Integer, KnownPaths> under = new TreeMap<>();

    static KnownPaths of(List<KnownChild> known) {
        KnownPaths top = new KnownPaths();
        for (KnownChild child : known) {
            KnownPaths at = top;
            for (int i = 0; i < child.path().length(); i++) {
                at = at.under.computeIfAbsent(child.path().index(i), index -> new KnownPaths());
            }
        }
        return top;
    }

    TreeMap<Integer, KnownPaths> under() {
        return under;
    }

    boolean isKnown() {
        return under.isEmpty();
    }
}
