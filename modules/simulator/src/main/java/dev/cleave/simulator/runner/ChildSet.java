package dev.cleave.simulator.runner;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Some of a frame's children; the first 64, which are all that most frames have, need no further object. */
final class ChildSet {

    private long first;
    private @Nullable BitSet others;

    boolean has(int child) {
        return child < Long.SIZE ? (first >>> child & 1) != 0 : others != null && others.get(child - Long.SIZE);
    }

    /** Puts a child in. Returns whether it was not there. */
    boolean add(int child) {
        if (has(child)) {
            return false;
        }
        if (child < Long.SIZE) {
            first |= 1L << child;
        } else {
            if (others == null) {
                others = new BitSet();
            }
            others.set(child - Long.SIZE);
        }
        return true;
    }

    /** The next one from some place on, or -1. */
    int next(int from) {
        if (from < Long.SIZE) {
            long left = first >>> from;
            if (left != 0) {
                return from + Long.numberOfTrailingZeros(left);
            }
        }
        int next = others == null ? -1 : others.nextSetBit(Math.max(0, from - Long.SIZE));
        return next < 0 ? -1 : next + Long.SIZE;
    }
}
