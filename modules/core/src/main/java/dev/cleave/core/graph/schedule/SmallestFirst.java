package dev.cleave.core.graph.schedule;

import java.util.Arrays;

/** A heap of numbers, each with another one beside it: the pair with the smallest key comes out first. */
final class SmallestFirst {

    private long[] keys = new long[16];
    private int[] values = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The smallest key. */
    long key() {
        return keys[0];
    }

    /** What stands beside it; of equal keys the smallest. */
    int value() {
        return values[0];
    }

    void add(long key, int value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        int hole = size++;
        while (hole > 0) {
            int above = (hole - 1) / 2;
            if (!isBefore(key, value, keys[above], values[above])) {
                break;
            }
            keys[hole] = keys[above];
            values[hole] = values[above];
            hole = above;
        }
        keys[hole] = key;
        values[hole] = value;
    }

    /** Takes the smallest out. */
    void remove() {
        long key = keys[--size];
        int value = values[size];
        int hole = 0;
        while (2 * hole + 1 < size) {
            int below = 2 * hole + 1;
            if (below + 1 < size && isBefore(keys[below + 1], values[below + 1], keys[below], values[below])) {
                below++;
            }
            if (!isBefore(keys[below], values[below], key, value)) {
                break;
            }
            keys[hole] = keys[below];
            values[hole] = values[below];
            hole = below;
        }
        keys[hole] = key;
        values[hole] = value;
    }

    private static boolean isBefore(long key, int value, long otherKey, int otherValue) {
        return key < otherKey || key == otherKey && value < otherValue;
    }
}
