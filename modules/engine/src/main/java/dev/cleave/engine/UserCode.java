package dev.cleave.engine;

import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a program's methods from a lane's outer loop: each one timed, traced if wanted, and known by its place in
 * the tree when it throws. Belongs to one lane.
 */
final class UserCode {

    private final Kernel kernel;
    private final DivideAndConquer<Object, Object> program;
    private final boolean accounting;

    private LeaseRun lease;
    private long clock;

    /** Where user code runs: a frame, and which of its children (-1: the frame itself); null: the lease's top. */
    private @Nullable Frame place;

    private int placeChild = -1;

    /** What the value in hand took. */
    private long work;

    private long span;
    private long subproblems;

    UserCode(Kernel kernel) {
        this.kernel = kernel;
        this.program = kernel.program;
        this.accounting = kernel.settings.accounting();
        this.lease = kernel.nothing;
    }

    /** From now on user code runs for this lease; time before does not count. */
    void begin(LeaseRun of) {
        lease = of;
        clock = System.nanoTime();
    }

    void clear() {
        lease = kernel.nothing;
        place = null;
    }

    /** What is thrown from now on happened here. */
    void at(@Nullable Frame frame, int child) {
        place = frame;
        placeChild = child;
    }

    /** Ends the lease with a failure of its user code. */
    void fail(UserFailure failure) {
        Frame frame = place;
        Path here = frame == null ? Path.EMPTY : placeChild < 0 ? frame.path() : frame.pathTo(placeChild);
        Path path = here.then(failure.way());
        kernel.fail(lease, path, failure.at(path));
    }

    /** Reads the clock; the time since the last reading. */
    long lap() {
        long now = System.nanoTime();
        long elapsed = now - clock;
        clock = now;
        return elapsed;
    }

    long clock() {
        return clock;
    }

    /** The value in hand took so long as one serial piece. */
    void took(long elapsed, long steps) {
        work = elapsed;
        span = elapsed;
        subproblems = steps;
    }

    /** Time of a frame's own. */
    private void account(Frame frame, long elapsed) {
        if (accounting) {
            frame.cost().serial += elapsed;
        }
    }

    /** What children of an own frame took that ran at one go. */
    void accountChildren(Frame frame, long elapsed, long steps) {
        if (accounting) {
            frame.cost().addChild(elapsed, elapsed, steps);
        }
    }

    long work() {
        return work;
    }

    /** Gives the value in hand to the owner's own frame. */
    void putInto(Frame own, int child, @Nullable Object value) {
        if (own.isPublished()) {
            deliverTo(own, child, value);
        } else if (!accounting) {
            own.put(child, value);
        } else {
            own.put(child, value, work, span, subproblems);
        }
    }

    /** Gives the value in hand to a frame that others know. Returns whether it has to be combined now. */
    boolean deliverTo(Frame frame, int child, @Nullable Object value) {
        return accounting ? frame.deliver(child, value, work, span, subproblems) : frame.deliver(child, value);
    }

    /** What the value in hand took, its own problem counted. */
    Measured measured() {
        return new Measured(work, span, subproblems + 1);
    }

    double hint(@Nullable SolverPoint point, Object problem) {
        if (point == null) {
            return SequentialSolver.NO_HINT;
        }
        try {
            return point.solver().sizeHint(problem);
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_SOLVE_SEQUENTIALLY, 0);
        }
    }

    @Nullable
    Object solveSequentially(SolverPoint point, Object problem, int depth, double hint) {
        trace(depth, Math.max(0, placeChild));
        long before = point.stamp();
        Object value;
        try {
            value = point.solver().solveSequentially(problem);
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_SOLVE_SEQUENTIALLY, 0);
        }
        long elapsed = lap();
        point.noteOutside(depth, hint, elapsed, ProcessorTime.since(before));
        took(elapsed, 0);
        return value;
    }

    /**
     * One step measured by itself.
     *
     * @return the value of a base case or a dead end, or a frame with all its children open
     */
    @Nullable
    Object step(@Nullable Frame parent, int index, Object problem, int depth, long weight, @Nullable KnownTree way) {
        trace(depth, index);
        int phase = UserFailure.IN_IS_BASE_CASE;
        Object value = null;
        List<Object> children = null;
        // What lies on the way to known children was divided once and is divided again, whatever has been found since.
        DivideAndConquer<Object, Object> asked = way == null ? program : Searching.whole(program);
        try {
            if (asked.isBaseCase(problem)) {
                phase = UserFailure.IN_SOLVE;
                value = program.solve(problem);
            } else {
                phase = UserFailure.IN_DIVIDE;
                children = program.divide(problem);
                if (children == null) {
                    throw UserFailure.nullFrom("null");
                }
                if (children.isEmpty()) {
                    phase = UserFailure.IN_COMBINE;
                    value = program.combine(problem, List.of());
                }
            }
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, phase, 0);
        }
        long elapsed = lap();
        kernel.granularity.step(elapsed);
        int count = children == null ? 0 : children.size();
        if (way != null && way.lastIndex() >= count) {
            throw changed(count + " children", "more than " + way.lastIndex() + ", as the first time");
        }
        if (children == null || count == 0) {
            took(elapsed, 0);
            return value;
        }
        Frame frame = way == null
                ? new Frame(problem, count, children, null, 0, index)
                : new KnownFrame(problem, children, index, way);
        frame.parent = parent;
        frame.weight = weight;
        account(frame, elapsed);
        return frame;
    }

    /** A child's frame with all its children open; null if it has none, is a base case or too deep. Solves nothing. */
    @Nullable
    Frame divideOnly(Frame parent, Piece child, Object problem) {
        int phase = UserFailure.IN_IS_BASE_CASE;
        List<Object> children;
        try {
            if (child.depth() >= kernel.settings.maxDepth() || program.isBaseCase(problem)) {
                return null;
            }
            phase = UserFailure.IN_DIVIDE;
            children = program.divide(problem);
            if (children == null) {
                throw UserFailure.nullFrom("null");
            }
            if (children.isEmpty()) {
                return null;
            }
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, phase, 0);
        }
        Frame frame = new Frame(problem, children.size(), children, null, 0, child.index());
        frame.parent = parent;
        frame.weight = child.weight();
        account(frame, lap());
        return frame;
    }

    /**
     * Combines the results of a frame, all of which are there.
     *
     * @param depth how many levels below the job's root, or -1 if that is not at hand
     */
    @Nullable
    Object combine(Frame frame, int depth) {
        at(frame, -1);
        if (lease.isTraced()) {
            trace(lease.assignment.depth() + frame.level(), frame.index);
        }
        Object value;
        try {
            Results seen = new Results(frame.results());
            value = program.combine(frame.problem, seen);
            value = value == seen ? seen.kept() : value;
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_COMBINE, 0);
        }
        long elapsed = lap();
        kernel.granularity.step(elapsed);
        if (accounting) {
            Cost cost = frame.cost();
            cost.serial += elapsed;
            work = cost.serial + cost.work;
            span = cost.serial + cost.span;
            subproblems = cost.subproblems + frame.count;
        } else {
            took(elapsed, 0);
        }
        frame.done();
        finished(frame.parent, frame.index, frame.problem, value, depth, frame.weight);
        return value;
    }

    /** A subtree is done, the value in hand is its result: what it took is worth knowing. */
    void finished(@Nullable Frame parent, int index, Object problem, @Nullable Object value, int depth, long weight) {
        if (depth >= 0) {
            kernel.divided.note(depth, 1, work, work);
        }
        SolverPoint point = kernel.point;
        if (point != null && !point.isSettled()) {
            point.noteDivided(hint(point, problem), work);
        }
        if (parent != null && kernel.settings.checkpoints()) {
            lease.keep(parent, index, problem, value, weight, measured());
        }
    }

    private void trace(int depth, int index) {
        if (lease.isTraced()) {
            kernel.listener.traced(depth - lease.assignment.depth(), index);
        }
    }

    /** The recursion went too deep. */
    UserFailure depthExceeded() {
        return UserFailure.of(
                Code.DEPTH_EXCEEDED,
                "no base case within " + kernel.settings.maxDepth() + " levels (the configured depth limit)");
    }

    /** A program did not do what it did the first time. */
    static UserFailure changed(String given, String expected) {
        return UserFailure.of(Code.NONDETERMINISTIC, "dividing again gave " + given + " (expected: " + expected + ")");
    }
}
