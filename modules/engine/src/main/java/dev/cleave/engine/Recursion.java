package dev.cleave.engine;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop that all time is spent in: plain recursion through the user's methods, with one opaque read per child.
 *
 * <p>That read is of flag and depth limit in one. All else (clocks, claims, frames) stays out of here.
 *
 * <p>A copy of this class is loaded for every program type (see {@link Specialised}), so that what the JIT learns of one
 * program's methods does not slow another's. So it must not be named elsewhere than there, and keeps small.
 */
final class Recursion extends Stretch {

    private final DivideAndConquer<Object, Object> program;
    private final @Nullable SequentialSolver<Object, Object> solver;
    private final @Nullable SolverPoint point;
    private final Captured captured;

    private int solverDepth = Integer.MAX_VALUE;
    private double solverSize;
    private long steps;
    private long mostSteps = Long.MAX_VALUE;
    private int calls;
    private long callNanos;
    private long before;
    private long longestCall;
    private double callSizes;

    /** Loaded and called by name. */
    Recursion(
            DivideAndConquer<Object, Object> program,
            @Nullable SequentialSolver<Object, Object> solver,
            @Nullable SolverPoint point,
            Captured captured) {
        this.program = program;
        this.solver = solver;
        this.point = point;
        this.captured = captured;
    }

    @Override
    @Nullable
    Object run(Object problem, int depth) {
        int phase = UserFailure.IN_SOLVE_SEQUENTIALLY;
        int i = 0;
        long before = steps;
        try {
            if (depth >= solverDepth) {
                Object result = solveWhole(problem, depth);
                if (result != SUSPENDED) {
                    return result;
                }
            }
            phase = UserFailure.IN_IS_BASE_CASE;
            if (program.isBaseCase(problem)) {
                phase = UserFailure.IN_SOLVE;
                return program.solve(problem);
            }
            phase = UserFailure.IN_DIVIDE;
            List<Object> children = program.divide(problem);
            if (children == null) {
                throw UserFailure.nullFrom("null");
            }
            int count = children.size();
            steps += count;
            if (steps > mostSteps) {
                raise();
            }
            @Nullable Object[] results = new @Nullable Object[count];
            for (; i < count; i++) {
                if (isCutOff(this, depth)) {
                    return capture(problem, children, results, i, -1, before);
                }
                phase = UserFailure.IN_DIVIDE;
                Object child = children.get(i);
                if (child == null) {
                    throw UserFailure.nullFrom("null as child " + i);
                }
                phase = UserFailure.IN_CHILD;
                Object result = run(child, depth + 1);
                if (result == SUSPENDED) {
                    return capture(problem, children, results, i + 1, i, before);
                }
                results[i] = result;
            }
            phase = UserFailure.IN_COMBINE;
            Results seen = new Results(results);
            Object result = program.combine(problem, seen);
            return result == seen ? seen.kept() : result;
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, phase, i);
        }
    }

    @Override
    @Nullable
    Object runChildren(Frame frame, int depth, int end) {
        List<Object> children = frame.children;
        if (children == null) {
            throw new IllegalStateException("children dropped too early");
        }
        @Nullable Object[] results = frame.results();
        int i = frame.next;
        int phase = UserFailure.IN_DIVIDE;
        try {
            for (; i < end; i++) {
                if (isCutOff(this, depth)) {
                    break;
                }
                phase = UserFailure.IN_DIVIDE;
                Object child = children.get(i);
                if (child == null) {
                    throw UserFailure.nullFrom("null as child " + i);
                }
                phase = UserFailure.IN_CHILD;
                Object result = run(child, depth + 1);
                if (result == SUSPENDED) {
                    frame.next = i + 1;
                    return SUSPENDED;
                }
                results[i] = result;
            }
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, phase, i);
        }
        frame.next = i;
        return null;
    }

    private Object capture(
            Object problem,
            List<Object> children,
            @Nullable Object[] results,
            int next,
            int inProgress,
            long stepsBefore) {
        captured.add(problem, children, results, next, inProgress, steps - stepsBefore);
        return SUSPENDED;
    }

    private @Nullable Object solveWhole(Object problem, int depth) {
        SequentialSolver<Object, Object> sequential = solver;
        SolverPoint shared = point;
        if (sequential == null || shared == null) {
            return SUSPENDED;
        }
        double size = 0;
        if (solverSize > 0) {
            size = sequential.sizeHint(problem);
            if (!(size > 0 && size <= solverSize)) {
                return SUSPENDED;
            }
        }
        if (calls == 0) {
            before = shared.stamp();
        }
        long from = System.nanoTime();
        Object result = sequential.solveSequentially(problem);
        long nanos = System.nanoTime() - from;
        calls++;
        callNanos += nanos;
        callSizes += size;
        longestCall = Math.max(longestCall, nanos);
        if (calls == SolverPoint.CALLS || callNanos > SolverPoint.LONG_NANOS) {
            long executed = ProcessorTime.since(before);
            shared.noteInside(depth, callSizes, calls, callNanos, longestCall, executed);
            solverFrom(shared.depth(), shared.size());
            calls = 0;
            callNanos = 0;
            callSizes = 0;
            longestCall = 0;
        }
        return result;
    }

    @Override
    void solverFrom(int depth, double size) {
        solverDepth = size > 0 ? 0 : depth;
        solverSize = size;
    }

    @Override
    void limitSteps(long most) {
        mostSteps = most;
    }

    @Override
    long steps() {
        return steps;
    }
}
