package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;

/** How many inputs of a {@code map} travel together. */
public final class Chunks {

    private static final int LARGEST = 8192;
    private static final long FASTEST_GROWTH = 8;
    private static final Chunks AUTO = new Chunks(0);

    private final int fixed;

    private Chunks(int fixed) {
        this.fixed = fixed;
    }

    /** As many as take some milliseconds, by what was measured until then; 1 at first. */
    public static Chunks auto() {
        return AUTO;
    }

    /**
     * Always so many.
     *
     * @param size 1 or more
     */
    public static Chunks of(int size) {
        if (size < 1) {
            throw CleaveException.invalid("chunks", String.valueOf(size), "1 or more");
        }
        return new Chunks(size);
    }

    /**
     * How large the next chunk should be.
     *
     * @param before how large the one before was; 0 if there was none
     * @param nanosEach what an input takes, as measured; 0 or less if nothing was measured yet
     * @param wantedNanos what a chunk should take
     */
    int next(int before, double nanosEach, long wantedNanos) {
        if (fixed > 0) {
            return fixed;
        }
        if (before == 0 || nanosEach <= 0) {
            return 1;
        }
        // So many times the last one at most, so that one lucky measurement makes no giant.
        return (int) Math.max(1, Math.min(Math.min(LARGEST, FASTEST_GROWTH * before), wantedNanos / nanosEach));
    }
}
