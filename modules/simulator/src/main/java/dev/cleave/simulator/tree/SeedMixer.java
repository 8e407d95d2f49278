package dev.cleave.simulator.tree;

/** Derives numbers from numbers, so that a tree need not be kept to be the same every time. */
final class SeedMixer {

    private SeedMixer() {}

    static long mix(long seed, long value) {
        long z = seed + value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to bound - 1. */
    static int below(long seed, long value, int bound) {
        return (int) Long.remainderUnsigned(mix(seed, value), bound);
    }
}
