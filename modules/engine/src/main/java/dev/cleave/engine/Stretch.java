package dev.cleave.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Plain recursion from one problem down, until it is done or somebody wants it cut off.
 *
 * <p>Belongs to one lane; only {@link #raise} and {@link #limitTo} may race.
 */
abstract class Stretch {

    /** What a step returns that was captured instead of finished. */
    static final Object SUSPENDED = new Object();

    private static final VarHandle LIMIT;

    static {
        try {
            LIMIT = MethodHandles.lookup().findVarHandle(Stretch.class, "limit", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Flag and depth limit in one: the depth at which to capture; below every depth once the flag is up. */
    private int limit;

    /** Solves a problem, or returns {@link #SUSPENDED} and leaves frames in {@link Captured}. */
    abstract @Nullable Object run(Object problem, int depth);

    /**
     * Solves children of a frame that only its owner knows, from {@code frame.next} to some end.
     *
     * @return null, or {@link #SUSPENDED} if a child was captured; {@code frame.next} says how far it came
     */
    abstract @Nullable Object runChildren(Frame frame, int depth, int end);

    /** How many problems were divided off so far. */
    abstract long steps();

    /** How many problems may have been divided off, all in all, until the running stack is captured. */
    abstract void limitSteps(long most);

    /** Where the sequential solver takes over from now on. */
    abstract void solverFrom(int depth, double size);

    /** Whether a level of the recursion has to become a frame. */
    static boolean isCutOff(Stretch stretch, int depth) {
        return depth >= (int) LIMIT.getOpaque(stretch);
    }

    /** Lets the next run go down to this depth before its stack is captured. */
    final void limitTo(int depth) {
        LIMIT.setVolatile(this, depth);
    }

    /** Captures the running stack at the next child. From any thread. */
    final void raise() {
        LIMIT.setVolatile(this, Integer.MIN_VALUE);
    }
}
