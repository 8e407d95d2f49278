package dev.cleave.cli.simulate;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import dev.cleave.cli.command.CommandException;
import dev.cleave.simulator.tree.RecordedTree;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program here, on one thread, and records the shape of its tree and how much time it takes.
 *
 * <p>Where steps are short, only their number is kept, and all steps are taken to be equally long: reading a clock at each
 * would measure the clock. Where they are long, or the program has a sequential solver, each piece is measured. The
 * solver is called where it has turned out to be short enough, by depth. Times are processor time, so that other load
 * does not count.
 *
 * @param <P> the program's problems
 * @param <R> its results
 */
final class ProgramWalk<P, R> {

    /** What a walk found. */
    record Walked(TreeRecorder recorder, long subproblems, long workNanos, boolean measuredEach, boolean withSolver) {
        RecordedTree tree(long nanos) {
            return recorder.tree(nanos);
        }
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long MOST_SUBPROBLEMS = 1L << 28;
    /** So many subproblems, or so long, is looked at to see whether steps are short. */
    private static final long TRIAL = 20_000;

    private static final long TRIAL_NANOS = 1_000_000_000;
    private static final long SHORT_STEP_NANOS = 10_000;
    private static final int DEPTHS = 4096;
    private static final long LOOK_EVERY = 1 << 16;
    /** A solver is called for what seems to take at most so many times the grain. */
    private static final int SOLVER_GRAINS = 4;

    /** A subproblem whose children are being walked. */
    private final class Level {
        final @Nullable Level parent;
        final P problem;
        final List<P> children;
        final List<R> results;
        final TreeRecorder.Open record;
        final int depth;
        final long began;

        Level(@Nullable Level parent, P problem, List<P> children, TreeRecorder.Open record, int depth, long began) {
            this.parent = parent;
            this.problem = problem;
            this.children = children;
            this.results = new ArrayList<>(children.size());
            this.record = record;
            this.depth = depth;
            this.began = began;
        }
    }

    private final DivideAndConquer<P, R> program;
    private final @Nullable SequentialSolver<P, R> solver;
    private final long grainNanos;
    private final long[] solverNanos = new long[DEPTHS];
    private final long[] divideNanos = new long[DEPTHS];

    private TreeRecorder recorder;
    private TreeRecorder.Open top = TreeRecorder.top();
    private boolean isMeasuringEach = true;
    private long subproblems;
    private long beganAt;
    private @Nullable Level level;

    private ProgramWalk(DivideAndConquer<P, R> program, long grainNanos) {
        this.program = program;
        this.solver = solverOf(program);
        this.grainNanos = grainNanos;
        this.recorder = new TreeRecorder(grainNanos);
        Arrays.fill(solverNanos, -1);
        Arrays.fill(divideNanos, -1);
    }

    @SuppressWarnings("unchecked")
    private static <P, R> @Nullable SequentialSolver<P, R> solverOf(DivideAndConquer<P, R> program) {
        return program instanceof SequentialSolver<?, ?> solver ? (SequentialSolver<P, R>) solver : null;
    }

    /**
     * Walks the tree of a problem.
     *
     * @param grainNanos what takes less is kept as one piece
     * @throws CommandException if it is too large, or the program fails
     */
    static <P, R> Walked of(DivideAndConquer<P, R> program, P root, long grainNanos) {
        return new ProgramWalk<>(program, grainNanos).walk(root);
    }

    private Walked walk(P root) {
        beganAt = THREADS.getCurrentThreadCpuTime();
        boolean isTrial = solver == null;
        boolean isWhole = run(root, isTrial ? TRIAL : Long.MAX_VALUE, isTrial ? TRIAL_NANOS : Long.MAX_VALUE);
        long elapsed = Math.max(1, THREADS.getCurrentThreadCpuTime() - beganAt);
        if (!isWhole) {
            isMeasuringEach = elapsed / subproblems >= SHORT_STEP_NANOS;
            beganAt = THREADS.getCurrentThreadCpuTime();
            recorder = new TreeRecorder(isMeasuringEach ? grainNanos : grainNanos * (double) subproblems / elapsed);
            run(root, Long.MAX_VALUE, Long.MAX_VALUE);
            elapsed = THREADS.getCurrentThreadCpuTime() - beganAt;
        }
        long work = isMeasuringEach ? recorder.total() : elapsed;
        return new Walked(recorder, subproblems, Math.max(1, work), isMeasuringEach, solver != null);
    }

    /** Returns whether all of it was walked, and not only as many subproblems as were asked for. */
    private boolean run(P root, long most, long mostNanos) {
        subproblems = 0;
        top = TreeRecorder.top();
        level = null;
        enter(null, root, 0);
        while (level != null) {
            Level at = level;
            if (at.results.size() == at.children.size()) {
                leave(at);
            } else if (subproblems >= most || recorder.total() > mostNanos) {
                return false;
            } else {
                enter(at, at.children.get(at.results.size()), at.depth + 1);
            }
        }
        return true;
    }

    private void enter(@Nullable Level parent, P problem, int depth) {
        if (++subproblems % LOOK_EVERY == 0) {
            look();
        }
        long began = now();
        if (program.isBaseCase(problem)) {
            answer(parent, program.solve(problem), Math.max(1, now() - began));
        } else if (solver != null && maySolve(depth)) {
            R result = solver.solveSequentially(problem);
            long took = Math.max(1, now() - began);
            solverNanos[depth] = solverNanos[depth] < 0 ? took : (3 * solverNanos[depth] + took) / 4;
            answer(parent, result, took);
        } else {
            List<P> children = program.divide(problem);
            TreeRecorder.Open record = recorder.open(Math.max(1, now() - began));
            level = new Level(parent, problem, children, record, depth, began);
        }
    }

    private void answer(@Nullable Level parent, R result, long cost) {
        recorder.leaf(parent == null ? top : parent.record, cost);
        if (parent != null) {
            parent.results.add(result);
        }
    }

    private void leave(Level at) {
        long began = now();
        R result = program.combine(at.problem, at.results);
        long end = now();
        at.record.add(end - began);
        if (at.depth < DEPTHS) {
            divideNanos[at.depth] = end - at.began;
        }
        Level parent = at.parent;
        recorder.close(parent == null ? top : parent.record, at.record);
        level = parent;
        if (parent != null) {
            parent.results.add(result);
        }
    }

    /** The solver is tried where dividing has turned out to be short, and then higher up as long as it is short itself. */
    private boolean maySolve(int depth) {
        if (depth >= DEPTHS) {
            return false;
        }
        long most = SOLVER_GRAINS * grainNanos;
        if (solverNanos[depth] > most) {
            solverNanos[depth] -= solverNanos[depth] / 64; // so that a single long call is not remembered for ever
            return false;
        }
        return solverNanos[depth] >= 0 || divideNanos[depth] >= 0 && divideNanos[depth] <= most;
    }

    private long now() {
        return isMeasuringEach ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** From time to time: whether it is too much, and how many steps make a grain. */
    private void look() {
        if (subproblems > MOST_SUBPROBLEMS) {
            throw CommandException.usage("the tree has more than " + MOST_SUBPROBLEMS
                    + " subproblems (expected: one that can be walked here; --work makes a larger one like it)");
        }
        if (!isMeasuringEach) {
            double stepNanos = (double) (THREADS.getCurrentThreadCpuTime() - beganAt) / subproblems;
            recorder.grain(grainNanos / stepNanos);
        }
    }
}
