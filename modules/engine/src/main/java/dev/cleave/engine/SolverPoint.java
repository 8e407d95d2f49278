package dev.cleave.engine;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import org.jspecify.annotations.Nullable;

/**
 * Below which point of the tree the program's sequential solver is called instead of dividing further.
 *
 * <p>Found by measuring. Problems at the same depth are taken to be of about the same size, unless the program gives a
 * size hint. First the lanes divide, and note how long finished subtrees took. The solver is tried where several were
 * short; then one level higher whenever the level below predicts that the call will still be short enough that losing
 * that subtree's divisibility cannot matter. Calls that come out long move the point down again, and make it climb more
 * slowly the next time. Trying is the outer loop's business, which has its siblings published; the recursion only calls
 * below the point.
 *
 * <p>On a crowded machine a lane is off its core for longer than most calls last, and by the wall clock any call may look
 * long. So the first call that does is not held against the point but against the clock: from then on the thread's
 * processor time is asked as well, and only what was executed counts.
 */
final class SolverPoint {

    /** How long a call should take at most, by prediction. */
    static final long TARGET_NANOS = 300_000;

    /** A call that hurts. */
    static final long LONG_NANOS = 30_000_000;

    /** A call by which the wall clock becomes doubtful. */
    private static final long DOUBTFUL_NANOS = 3_000_000;

    /** After how many calls the recursion reports. */
    static final int CALLS = 16;

    private static final int NOWHERE = Integer.MAX_VALUE;
    private static final int PATIENCE = 20_000;

    private final SequentialSolver<Object, Object> solver;
    private final DepthTimes divided;
    private final DepthTimes called = new DepthTimes();

    private volatile int depth = NOWHERE;
    private volatile double size;
    private volatile boolean settled;
    private volatile boolean doubtful;
    private int required = 4;
    private int steps;
    private double largestDivided;
    private int dividedSamples;

    private SolverPoint(SequentialSolver<Object, Object> solver, DepthTimes divided) {
        this.solver = solver;
        this.divided = divided;
    }

    /** The point of a program, or null if it has no sequential solver. */
    @SuppressWarnings("unchecked")
    static @Nullable SolverPoint of(DivideAndConquer<Object, Object> program, DepthTimes divided) {
        return program instanceof SequentialSolver<?, ?> solver
                ? new SolverPoint((SequentialSolver<Object, Object>) solver, divided)
                : null;
    }

    SequentialSolver<Object, Object> solver() {
        return solver;
    }

    /** Problems at least this deep go to the solver, if there are no size hints. */
    int depth() {
        return depth;
    }

    /** Problems with a hint up to this go to the solver; 0 if there are no hints, or none is small enough. */
    double size() {
        return size;
    }

    /** Whether it makes sense to run stretches: the point is found, or not to be found. */
    boolean isSettled() {
        return settled;
    }

    /** Whether a problem may go to the solver now. For the outer loop. */
    boolean allows(double hint, int at) {
        if (hint > 0) {
            return hint <= size || hint <= largestDivided && dividedSamples >= required;
        }
        if (at >= depth) {
            return true;
        }
        if (called.samples(at) > 0) {
            return called.mean(at) <= TARGET_NANOS;
        }
        if (called.samples(at + 1) >= required) {
            return called.mean(at + 1) * divided.children(at) <= TARGET_NANOS && isEven(at + 1);
        }
        return divided.samples(at) >= required && divided.longest(at) <= TARGET_NANOS;
    }

    /** Whether a problem is sure to be short, as far as is known. */
    boolean isKnownShort(double hint, int at) {
        return hint > 0 ? hint <= size : at >= depth;
    }

    /** A subtree was finished by dividing it. */
    void noteDivided(double hint, long nanos) {
        if (++steps > PATIENCE) {
            settled = true;
        }
        if (hint > 0 && nanos <= TARGET_NANOS) {
            dividedSamples++;
            largestDivided = Math.max(largestDivided, hint);
        }
    }

    /** The processor time so far, if calls are to be judged by it. To be taken before a call, or the first of some. */
    long stamp() {
        return doubtful ? ProcessorTime.ofThisThread() : ProcessorTime.UNKNOWN;
    }

    /**
     * A call from the outer loop.
     *
     * @param wallNanos how long it took by the wall clock
     * @param executedNanos its processor time, or {@link ProcessorTime#UNKNOWN}
     */
    synchronized void noteOutside(int at, double hint, long wallNanos, long executedNanos) {
        if (isDoubted(wallNanos, executedNanos)) {
            return;
        }
        long nanos = executed(wallNanos, executedNanos);
        if (hint > 0) {
            noteSize(hint, nanos);
            return;
        }
        called.note(at, 1, nanos, nanos);
        if (nanos > LONG_NANOS) {
            fallBelow(at);
        } else if (at < depth && called.samples(at) >= required && called.mean(at) <= TARGET_NANOS) {
            depth = at;
            settled = true;
        }
    }

    /**
     * Some calls from inside the recursion, the last of them at this depth.
     *
     * @param wallNanos how long they took together by the wall clock
     * @param wallLongest how long the longest took
     * @param executedNanos the processor time since before the first, or {@link ProcessorTime#UNKNOWN}
     */
    synchronized void noteInside(
            int at, double sizes, int calls, long wallNanos, long wallLongest, long executedNanos) {
        if (isDoubted(wallLongest, executedNanos)) {
            return;
        }
        long nanos = executed(wallNanos, executedNanos);
        long longest = executed(wallLongest, executedNanos);
        if (sizes > 0) {
            noteSize(sizes / calls, nanos / calls);
            return;
        }
        // One long call may be the machine's fault.
        called.note(at, calls, calls > 2 ? (nanos - longest) / (calls - 1) * calls : nanos, longest);
        if (longest > LONG_NANOS || called.mean(at) > 3 * TARGET_NANOS) {
            fallBelow(at);
        } else if (at == depth
                && at > 0
                && called.samples(at) >= 4 * required
                && called.mean(at) * divided.children(at - 1) <= TARGET_NANOS
                && isEven(at)) {
            called.forgetDownTo(at - 1);
            depth = at - 1;
            required = Math.max(4, required / 2);
        }
    }

    /** Whether a call that looks long must not be judged, for lack of its processor time; the next will be. */
    private boolean isDoubted(long wallNanos, long executedNanos) {
        if (executedNanos != ProcessorTime.UNKNOWN || wallNanos <= DOUBTFUL_NANOS || doubtful) {
            return false;
        }
        doubtful = true;
        return true;
    }

    private static long executed(long wallNanos, long executedNanos) {
        return executedNanos == ProcessorTime.UNKNOWN ? wallNanos : Math.min(wallNanos, executedNanos);
    }

    private void noteSize(double hint, long nanos) {
        double fitting = hint * TARGET_NANOS / Math.max(1, nanos);
        if (nanos <= TARGET_NANOS) {
            size = Math.max(size, Math.min(fitting, hint * 4));
            settled = true;
        } else if (nanos > 3 * TARGET_NANOS) {
            size = Math.min(size, fitting);
            largestDivided = Math.min(largestDivided, fitting);
        }
    }

    /** Whether no call at some depth is far from the others: else depth says little, and climbing is a gamble. */
    private boolean isEven(int at) {
        return called.longest(at) <= 10 * called.mean(at) + 5_000;
    }

    private void fallBelow(int at) {
        called.forgetDownTo(at);
        divided.forgetDownTo(at);
        required = Math.min(required * 2, 1 << 12);
        depth = Math.max(depth == NOWHERE ? 0 : depth, at + 1);
        settled = true;
    }
}
