package dev.cleave.engine;

import java.util.Arrays;

/**
 * How long subproblems took by their depth, and how many children problems there have.
 *
 * <p>Samples come from several lanes without order; a lost one does not matter.
 */
final class DepthTimes {

    /** Deeper problems count as being at the last of these depths. */
    static final int DEPTHS = 256;

    private static final int LEAST_SAMPLES = 8;
    private static final int MANY_SAMPLES = 32;
    private static final long UNEVEN_NANOS = 100_000;
    private static final long UNEVEN_RATIO = 8;

    private final int[] count = new int[DEPTHS];
    private final long[] mean = new long[DEPTHS];
    private final long[] longest = new long[DEPTHS];
    private final boolean[] uneven = new boolean[DEPTHS];
    private final float[] children = new float[DEPTHS];

    static int slot(int depth) {
        return Math.min(depth, DEPTHS - 1);
    }

    /** So many subproblems at one depth took so long together, and the longest of them so long. */
    void note(int depth, int samples, long nanos, long max) {
        int d = slot(depth);
        long average = nanos / samples;
        int before = count[d];
        int weight = Math.min(before, 15);
        mean[d] = before == 0 ? average : (mean[d] * weight + average * samples) / (weight + samples);
        longest[d] = Math.max(longest[d] - longest[d] / 64, max);
        count[d] = Math.min(before + samples, 1 << 20);
        if (before >= LEAST_SAMPLES && longest[d] >= UNEVEN_NANOS && longest[d] > UNEVEN_RATIO * mean[d]) {
            uneven[d] = true;
        }
    }

    /** Whether subproblems at some depth differ so much that their mean says nothing of the next one. */
    boolean areUneven(int depth) {
        return uneven[slot(depth)];
    }

    /** Whether subproblems at some depth are known to take about the same time. */
    boolean areAlike(int depth) {
        int d = slot(depth);
        return !uneven[d] && count[d] >= MANY_SAMPLES;
    }

    void noteChildren(int depth, int number) {
        int d = slot(depth);
        children[d] = children[d] == 0 ? number : children[d] * 0.75f + number * 0.25f;
    }

    int samples(int depth) {
        return count[slot(depth)];
    }

    /** Nanoseconds; meaningless without samples. */
    long mean(int depth) {
        return mean[slot(depth)];
    }

    /** Nanoseconds; fades slowly. */
    long longest(int depth) {
        return longest[slot(depth)];
    }

    /** How many children a problem at this depth has, at least 2, 16 if unknown. */
    double children(int depth) {
        float known = children[slot(depth)];
        return known == 0 ? 16 : Math.max(2, known);
    }

    /** Forgets the times at some depth and above it. */
    void forgetDownTo(int depth) {
        Arrays.fill(count, 0, slot(depth) + 1, 0);
        Arrays.fill(longest, 0, slot(depth) + 1, 0);
    }
}
