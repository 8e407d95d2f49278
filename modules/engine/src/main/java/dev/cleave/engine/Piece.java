package dev.cleave.engine;

import dev.cleave.core.measure.Weight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claimed subproblem that nobody has started: of a published frame, or the whole of a lease.
 *
 * @param parent where the result goes; null for the whole of a lease
 * @param index its place among the parent's children
 * @param problem the subproblem; null if it is still to be fetched from the parent
 * @param depth how many levels below the job's root
 * @param from where it was claimed, and more may be; or null
 */
record Piece(
        LeaseRun lease,
        @Nullable Frame parent,
        int index,
        @Nullable Object problem,
        int depth,
        long weight,
        @Nullable Published from)
        implements Work {

    /** The same with its problem fetched. */
    Piece with(Object fetched) {
        return new Piece(lease, parent, index, fetched, depth, weight, from);
    }

    static Piece ofChild(Published from, int index) {
        Frame frame = from.frame;
        long weight = Weight.ofChild(frame.weight, index, frame.count);
        return new Piece(from.lease, frame, index, null, from.depth + 1, weight, from);
    }

    /** A child of a frame. Runs the user's list. */
    static Object problemOf(Frame frame, int index) {
        List<Object> children = frame.children;
        if (children == null) {
            throw new IllegalStateException("children dropped too early");
        }
        Object child;
        try {
            child = children.get(index);
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_DIVIDE, 0);
        }
        if (child == null) {
            throw UserFailure.nullFrom("null as child " + index);
        }
        return child;
    }
}
