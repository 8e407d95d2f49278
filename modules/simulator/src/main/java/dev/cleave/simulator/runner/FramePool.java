package dev.cleave.simulator.runner;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The frames that have children not yet started, those with the largest children first. */
final class FramePool {

    private static final Comparator<Frame> LARGEST_FIRST = (a, b) -> a.typicalNanos != b.typicalNanos
            ? Long.compare(b.typicalNanos, a.typicalNanos)
            : Long.compare(a.serial, b.serial);

    private static final int MOST_COUNTED = 10_000;

    private final long leastNanos;
    private final TreeSet<Frame> open = new TreeSet<>(LARGEST_FIRST);
    private long worth;

    /**
     * An empty pool.
     *
     * @param leastNanos what takes less is not worth giving away
     */
    FramePool(long leastNanos) {
        this.leastNanos = leastNanos;
    }

    void add(Frame frame) {
        if (frame.unstartedCount > 0 && !frame.run.over && !frame.pooled) {
            frame.pooled = true;
            open.add(frame);
        }
        count(frame);
    }

    void remove(Frame frame) {
        if (frame.pooled) {
            frame.pooled = false;
            open.remove(frame);
            count(frame);
        }
    }

    /** After children were claimed. */
    void update(Frame frame) {
        if (frame.unstartedCount == 0) {
            remove(frame);
        } else {
            count(frame);
        }
    }

    private void count(Frame frame) {
        boolean counts = frame.pooled && frame.parent != null && frame.typicalNanos >= leastNanos;
        int now = counts ? frame.unstartedCount : 0;
        worth += now - frame.countedWorth;
        frame.countedWorth = now;
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

    /** How many unstarted children take so long on average, counted up to about some number. */
    int worthGiving(long nanos, int most) {
        int count = 0;
        for (Frame frame : open) {
            if (frame.typicalNanos < nanos || count >= most) {
                break;
            }
            count += frame.parent == null ? 0 : frame.unstartedCount;
        }
        return count;
    }

    /** How many unstarted children are large enough to be given away. */
    int worthGiving() {
        return (int) Math.min(worth, MOST_COUNTED);
    }
}
