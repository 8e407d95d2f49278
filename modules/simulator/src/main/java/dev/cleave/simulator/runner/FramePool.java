package dev.cleave.simulator.runner;

import dev.cleave.simulator.tree.GeneratedTree;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The frames that have children not yet started, those with the largest children first. */
final class FramePool {

    private static final int MOST_COUNTED = 10_000;

    private final TreeSet<Frame> open = new TreeSet<>(
            Comparator.<Frame>comparingLong(frame -> -frame.typicalSize()).thenComparingLong(frame -> frame.serial));

    void add(Frame frame) {
        if (frame.unstartedCount > 0 && !frame.run.over) {
            open.add(frame);
        }
    }

    void remove(Frame frame) {
        open.remove(frame);
    }

    /** After children were claimed. */
    void update(Frame frame) {
        if (frame.unstartedCount == 0) {
            open.remove(frame);
        }
    }

    @Nullable
    Frame largest() {
        return open.isEmpty() ? null : open.first();
    }

    /** The one with the largest children that may be given away: not a lease as a whole. */
    @Nullable
    Frame largestToGive() {
        for (Frame frame : open) {
            if (frame.parent != null) {
                return frame;
            }
        }
        return null;
    }

    /** How many unstarted children are large enough to be given away. */
    int worthGiving(GeneratedTree tree, long leastNanos) {
        int worth = 0;
        for (Frame frame : open) {
            if (tree.nanos(0, frame.typicalSize()) < leastNanos || worth > MOST_COUNTED) {
                break;
            }
            worth += frame.parent == null ? 0 : frame.unstartedCount;
        }
        return Math.min(worth, MOST_COUNTED);
    }
}
