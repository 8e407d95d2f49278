package dev.cleave.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames that an unwound stack left behind, the youngest first. Belongs to one lane. */
final class Captured {

    private @Nullable Frame[] frames = new @Nullable Frame[64];
    private int count;

    /**
     * A level of the recursion becomes a frame.
     *
     * @param next the first child not yet started
     * @param inProgress the child that is being captured itself, or -1; kept in the frame's {@code index} for the moment
     * @param steps how many problems were divided off from this one down; kept in its {@code weight} for the moment
     */
    void add(Object problem, List<Object> children, @Nullable Object[] results, int next, int inProgress, long steps) {
        int size = results.length;
        int done = inProgress < 0 ? next : next - 1;
        Frame frame =
                new Frame(problem, size, next < size ? children : null, done == 0 ? null : results, next, inProgress);
        frame.weight = steps;
        if (count == frames.length) {
            frames = Arrays.copyOf(frames, count * 2);
        }
        frames[count++] = frame;
    }

    int count() {
        return count;
    }

    /** How many problems were divided off from the oldest frame left down; 0 if none is left. */
    long stepsOfOldest() {
        Frame frame = count == 0 ? null : frames[count - 1];
        return frame == null ? 0 : frame.weight;
    }

    /** The oldest frame left; it is forgotten here. */
    Frame takeOldest() {
        Frame frame = frames[--count];
        frames[count] = null;
        if (frame == null) {
            throw new IllegalStateException("no frame at " + count);
        }
        return frame;
    }

    void clear() {
        Arrays.fill(frames, 0, count, null);
        count = 0;
    }
}
