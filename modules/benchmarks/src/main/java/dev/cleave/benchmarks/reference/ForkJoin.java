package dev.cleave.benchmarks.reference;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** A program run on the JDK's fork/join pool: a task per step, down to a depth, and the sequential solver below it. */
public final class ForkJoin<P, R> {

    private static final int DEEPEST = 7;
    private static final int TRIES = 3;

    /** How many runs it takes to find the best cut-off, which warm up as well: others are to have as many. */
    public static final int TUNING_RUNS = DEEPEST * TRIES;

    private final DivideAndConquer<P, R> program;
    private final SequentialSolver<P, R> below;
    private final int cutOff;

    private ForkJoin(DivideAndConquer<P, R> program, SequentialSolver<P, R> below, int cutOff) {
        this.program = program;
        this.below = below;
        this.cutOff = cutOff;
    }

    /** A task for each step of the tree. */
    public static <P, R> R perStep(DivideAndConquer<P, R> program, P root, ForkJoinPool pool) {
        return new ForkJoin<>(program, problem -> PlainRecursion.run(program, problem), Integer.MAX_VALUE)
                .run(root, pool);
    }

    /** A task for each step above a depth, one sequential call for each subproblem at it. */
    public static <P, R> R cutOff(
            DivideAndConquer<P, R> program, SequentialSolver<P, R> below, int depth, P root, ForkJoinPool pool) {
        return new ForkJoin<>(program, below, depth).run(root, pool);
    }

    /** The depth, 1 to 7, at which a run takes the least time, best of three each: tuning by hand. */
    public static <P, R> int bestCutOff(
            DivideAndConquer<P, R> program, SequentialSolver<P, R> below, P root, ForkJoinPool pool) {
        int best = 1;
        long bestNanos = Long.MAX_VALUE;
        for (int depth = 1; depth <= DEEPEST; depth++) {
            for (int i = 0; i < TRIES; i++) {
                long from = System.nanoTime();
                cutOff(program, below, depth, root, pool);
                long nanos = System.nanoTime() - from;
                if (nanos < bestNanos) {
                    bestNanos = nanos;
                    best = depth;
                }
            }
        }
        return best;
    }

    private R run(P root, ForkJoinPool pool) {
        return pool.invoke(new Step(root, 0));
    }

    private final class Step extends RecursiveTask<R> {

        private static final long serialVersionUID = 1L;

        private final transient P problem;
        private final int depth;

        Step(P problem, int depth) {
            this.problem = problem;
            this.depth = depth;
        }

        @Override
        protected R compute() {
            if (program.isBaseCase(problem)) {
                return program.solve(problem);
            }
            if (depth >= cutOff) {
                return below.solveSequentially(problem);
            }
            List<P> children = program.divide(problem);
            List<Step> steps = new ArrayList<>(children.size());
            for (P child : children) {
                steps.add(new Step(child, depth + 1));
            }
            for (int i = steps.size() - 1; i > 0; i--) {
                steps.get(i).fork();
            }
            List<R> results = new ArrayList<>(steps.size());
            for (int i = 0; i < steps.size(); i++) {
                results.add(i == 0 ? steps.get(0).compute() : steps.get(i).join());
            }
            return program.combine(problem, results);
        }
    }
}
