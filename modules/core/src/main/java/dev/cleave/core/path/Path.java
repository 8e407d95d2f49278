package dev.cleave.core.path;

import java.util.Arrays;

/**
 * The child indexes that lead from one subproblem of the recursion tree down to another.
 *
 * <p>Immutable. An absolute path starts at the root of the job; a relative one starts at the subproblem of a lease.
 */
public final class Path implements Comparable<Path> {

    /** The way from a subproblem to itself. */
    public static final Path EMPTY = new Path(new int[0]);

    private final int[] indexes;

    private Path(int[] indexes) {
        this.indexes = indexes;
    }

    /**
     * The path of some child indexes.
     *
     * @param indexes the way down, each index from 0
     * @return the path; the array is copied
     */
    public static Path of(int... indexes) {
        return indexes.length == 0 ? EMPTY : new Path(indexes.clone());
    }

    /**
     * The path one level further down.
     *
     * @param index the child's position, from 0
     * @return a new path, one longer
     */
    public Path child(int index) {
        int[] longer = Arrays.copyOf(indexes, indexes.length + 1);
        longer[indexes.length] = index;
        return new Path(longer);
    }

    /**
     * This path followed by another.
     *
     * @param further the way on from where this one ends
     * @return the joined path
     */
    public Path then(Path further) {
        int[] joined = Arrays.copyOf(indexes, indexes.length + further.indexes.length);
        System.arraycopy(further.indexes, 0, joined, indexes.length, further.indexes.length);
        return new Path(joined);
    }

    /** The number of levels that the path goes down. */
    public int length() {
        return indexes.length;
    }

    /**
     * The child index at some level.
     *
     * @param level from 0, at the top, to {@link #length()} - 1
     * @return the index
     */
    public int index(int level) {
        return indexes[level];
    }

    /**
     * Whether another path leads through the end of this one (or ends there as well).
     *
     * @param other the path that may be longer
     * @return true if this is a prefix of it
     */
    public boolean leadsTo(Path other) {
        return other.indexes.length >= indexes.length
                && Arrays.equals(indexes, 0, indexes.length, other.indexes, 0, indexes.length);
    }

    /** The child indexes, as a fresh array. */
    public int[] toArray() {
        return indexes.clone();
    }

    @Override
    public int compareTo(Path other) {
        return Arrays.compare(indexes, other.indexes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path path && Arrays.equals(indexes, path.indexes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(indexes);
    }

    /** For people: {@code /} for the root, {@code /0/3/1} for a subproblem; the middle of long ones is left out. */
    @Override
    public String toString() {
        if (indexes.length == 0) {
            return "/";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < indexes.length; i++) {
            if (i == 100 && indexes.length > 200) {
                text.append("/…(").append(indexes.length - 200).append(" more)");
                i = indexes.length - 100;
            }
            text.append('/').append(indexes[i]);
        }
        return text.toString();
    }
}
