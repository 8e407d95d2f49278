package dev.cleave.examples;

/** Numbers that look random and can be had in any order (Steele, Lea, Flood: Fast splittable generators, 2014). */
final class SplitMix {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    /** A 64-bit permutation that leaves no pattern: the finisher of SplitMix64. */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The number at an index (from 0) of the sequence that {@code new java.util.SplittableRandom(seed)} gives. */
    static long at(long seed, long index) {
        return mix(seed + (index + 1) * GOLDEN_GAMMA);
    }
}
