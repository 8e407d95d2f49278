package dev.cleave.core.measure;

/**
 * How a job's progress is shared out over its tree: each child carries an equal part of its parent's weight.
 *
 * <p>Weights are whole numbers, and the parts of a weight add up to it exactly, so that the finished weights of a job
 * end at exactly {@link #WHOLE}. Far down the tree weights become 0.
 */
public final class Weight {

    /** The weight of the root problem. */
    public static final long WHOLE = 1L << 62;

    private Weight() {}

    /**
     * The weight of one child.
     *
     * @param parent the parent's weight, 0 to {@link #WHOLE}
     * @param index the child's position, 0 to children - 1
     * @param children how many children the parent has, at least 1
     * @return its part; the parts of all children add up to the parent's weight
     */
    public static long ofChild(long parent, int index, int children) {
        long part = parent / children;
        long rest = parent % children;
        return part + (index < rest ? 1 : 0);
    }
}
