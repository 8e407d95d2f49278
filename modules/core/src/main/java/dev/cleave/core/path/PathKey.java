package dev.cleave.core.path;

/**
 * A 128-bit rolling hash of a path: the fixed-size identity of a subproblem.
 *
 * <p>Computed from the parent's key and the child's index alone, so that a key never needs the whole path. Two paths of
 * one job share a key with a probability of about n²/2¹²⁹ for n paths.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record PathKey(long high, long low) implements Comparable<PathKey> {

    /** The key of the root problem. */
    public static final PathKey ROOT = new PathKey(0x9E3779B97F4A7C15L, 0xD1B54A32D192ED03L);

    /**
     * The key of a child.
     *
     * @param index the child's position in what {@code divide} returned, from 0
     * @return its key
     */
    public PathKey child(int index) {
        long mixedHigh = mixedHigh(high, index);
        long mixedLow = mixedLow(low, mixedHigh, index);
        return new PathKey(joined(mixedHigh, mixedLow), mixedLow);
    }

    private static long mixedHigh(long high, int index) {
        return mix(high ^ (index + 0x632BE59BD9B4E019L));
    }

    private static long mixedLow(long low, long mixedHigh, int index) {
        return mix(low + mixedHigh + 0x9E3779B97F4A7C15L * (index + 1L));
    }

    private static long joined(long mixedHigh, long mixedLow) {
        return mixedHigh + Long.rotateLeft(mixedLow, 23);
    }

    /**
     * The key of a descendant.
     *
     * @param relative the way down from here
     * @return its key
     */
    public PathKey descendant(Path relative) {
        // As child() for each level, without an object for each: paths can be many thousand levels long.
        long a = high;
        long b = low;
        for (int i = 0; i < relative.length(); i++) {
            int index = relative.index(i);
            long mixedHigh = mixedHigh(a, index);
            long mixedLow = mixedLow(b, mixedHigh, index);
            a = joined(mixedHigh, mixedLow);
            b = mixedLow;
        }
        return new PathKey(a, b);
    }

    /** The finaliser of MurmurHash3 (variant 13 of Stafford, 2011). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public int compareTo(PathKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
