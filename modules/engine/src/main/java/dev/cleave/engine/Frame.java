package dev.cleave.engine;

import dev.cleave.core.path.Path;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A captured step of the recursion: a problem, its children, the results so far.
 *
 * <p>At first only its owner, the lane on whose stack it lies, knows a frame, and no field is shared. Once published,
 * children are claimed by {@link #claim} and results come by {@link #deliver}, from any thread. {@code pending} then
 * counts the children without a result, and one token of the owner; whoever brings it to zero combines, alone. Results
 * and costs are written before that decrement and read after it, and nothing else orders them.
 *
 * <p>56 bytes, since a recursion a million levels deep makes a million of these.
 */
class Frame {

    private static final int DONE = 1 << 30;
    private static final VarHandle NEXT;
    private static final VarHandle PENDING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Frame.class, "next", int.class);
            PENDING = lookup.findVarHandle(Frame.class, "pending", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final Object problem;

    /** What {@code divide} returned; null once the owner has claimed all and nobody else knows the frame. */
    @Nullable
    List<Object> children;

    /** One place per child; null while there is no result. */
    @Nullable
    Object @Nullable [] results;

    /** Where the result goes; null at the top of a lease. */
    @Nullable
    Frame parent;

    @Nullable
    Cost cost;

    /** This problem's place among the parent's children. */
    int index;

    /** The first child not yet claimed; grows beyond {@link #count} when claimed in vain. */
    int next;

    final int count;

    /** 0 until published. */
    volatile int pending;

    long weight;

    Frame(
            Object problem,
            int count,
            @Nullable List<Object> children,
            @Nullable Object @Nullable [] results,
            int next,
            int index) {
        this.problem = problem;
        this.count = count;
        this.children = children;
        this.results = results;
        this.next = next;
        this.index = index;
    }

    /** Whether others may know the frame. For its owner. */
    final boolean isPublished() {
        return pending != 0;
    }

    /** Whether there are children to claim. */
    boolean isOpen() {
        return (int) NEXT.getOpaque(this) < count;
    }

    /** Whether the frame's own result is there. For anybody, roughly. */
    final boolean isDone() {
        return (int) NEXT.getOpaque(this) >= DONE;
    }

    /** The frame's own result is there: what it took is needed no more, though others may still hold the frame. */
    final void done() {
        NEXT.setOpaque(this, DONE);
        children = null;
        results = null;
        cost = null;
    }

    /** How many children are left to claim, roughly. */
    final int open() {
        return Math.max(0, count - (int) NEXT.getOpaque(this));
    }

    /**
     * Makes the frame fit for others; the caller then shows it to them. For its owner.
     *
     * @param inProgress how many claimed children have no result yet, 0 or 1
     */
    final void publish(int inProgress) {
        int missing = count - next + inProgress;
        if (missing > 1) {
            // With several results to come these must be there before; with one, whoever brings it makes them.
            results();
            cost();
        }
        pending = missing + 1;
    }

    /** Makes a frame without an owner fit for others, with children still to be claimed. */
    final void publishUnowned() {
        results();
        cost();
        pending = count - next;
    }

    /** The next child to start, or -1. For its owner, before the frame is published. */
    final int claimOwn() {
        return next < count ? next++ : -1;
    }

    /** The next child to start, or -1. For any thread, once the frame is published. */
    int claim() {
        if ((int) NEXT.getOpaque(this) >= count) {
            return -1;
        }
        int claimed = (int) NEXT.getAndAdd(this, 1);
        return claimed < count ? claimed : -1;
    }

    /** Takes the result of a child. For its owner, before the frame is published. */
    final void put(int child, @Nullable Object result, long work, long span, long subproblems) {
        results()[child] = result;
        cost().addChild(work, span, subproblems);
    }

    /** The same, without what it took. */
    final void put(int child, @Nullable Object result) {
        results()[child] = result;
    }

    /**
     * Takes the result of a claimed child. For any thread, once the frame is published, once per child.
     *
     * @return whether that was the last; the caller then has to combine
     */
    final boolean deliver(int child, @Nullable Object result, long work, long span, long subproblems) {
        cost().addChildShared(work, span, subproblems);
        return deliver(child, result);
    }

    /** The same, without what it took. */
    final boolean deliver(int child, @Nullable Object result) {
        results()[child] = result;
        return (int) PENDING.getAndAdd(this, -1) == 1;
    }

    /** Whether the owner's token is all that is pending; then nobody else has to do with the frame any more. */
    final boolean isComplete() {
        return pending == 1;
    }

    /**
     * Takes the owner's token back.
     *
     * @return whether that was the last that was pending; the caller then has to combine
     */
    final boolean release() {
        return (int) PENDING.getAndAdd(this, -1) == 1;
    }

    /** The weight of the first so many children together. */
    final long weightOfFirst(int children) {
        return weight == 0 ? 0 : weight / count * children + Math.min(children, weight % count);
    }

    final @Nullable Object[] results() {
        @Nullable Object @Nullable [] had = results;
        if (had == null) {
            had = new @Nullable Object[count];
            results = had;
        }
        return had;
    }

    final Cost cost() {
        Cost had = cost;
        if (had == null) {
            had = new Cost();
            cost = had;
        }
        return had;
    }

    /** The way from the lease's subproblem to this one. */
    final Path path() {
        return path(0);
    }

    /** The way from the lease's subproblem to a child of this one. */
    final Path pathTo(int child) {
        int[] down = path(1).toArray();
        down[down.length - 1] = child;
        return Path.of(down);
    }

    private Path path(int more) {
        int levels = level();
        int[] down = new int[levels + more];
        Frame at = this;
        for (int i = levels - 1; i >= 0 && at != null; i--) {
            down[i] = at.index;
            at = at.parent;
        }
        return Path.of(down);
    }

    /** How many levels below the lease's subproblem. */
    final int level() {
        int levels = 0;
        for (Frame at = parent; at != null; at = at.parent) {
            levels++;
        }
        return levels;
    }
}
