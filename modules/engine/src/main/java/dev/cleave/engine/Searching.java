package dev.cleave.engine;

import dev.cleave.api.BranchAndBound;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.EndsEarly;
import dev.cleave.api.Objective;
import dev.cleave.api.SequentialSolver;
import dev.cleave.core.search.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that looks for something, as lanes see it: what cannot be better than the best solution known is a base case without a
 * solution, and what is found is offered.
 *
 * <p>Why leaving out is safe. The best cost only falls; so a problem that {@code isBaseCase} left out is left out by {@code solve}
 * as well, and a problem that was left out contains no solution better than one that has been told of before (see
 * {@link BestKnown#offer}). {@code divide} does not depend on any of it: paths mean the same for ever. On the way to known children
 * the engine asks the program itself, since there a problem has to be divided again that perhaps would be left out by now.
 *
 * <p>Programs that look for nothing are not wrapped, and pay nothing.
 */
class Searching implements DivideAndConquer<Object, Object> {

    private final DivideAndConquer<Object, Object> program;
    private final @Nullable BranchAndBound<Object, Object> bounded;
    private final @Nullable EndsEarly<Object, Object> early;
    private final Objective objective;
    private final BestKnown best;
    private final EngineListener<Object, Object> listener;

    @SuppressWarnings("unchecked")
    private Searching(
            DivideAndConquer<Object, Object> program, BestKnown best, EngineListener<Object, Object> listener) {
        this.program = program;
        this.bounded = program instanceof BranchAndBound<?, ?> found ? (BranchAndBound<Object, Object>) found : null;
        this.early = program instanceof EndsEarly<?, ?> found ? (EndsEarly<Object, Object>) found : null;
        this.objective = bounded == null ? Objective.MINIMIZE : bounded.objective();
        this.best = best;
        this.listener = listener;
        best.pursue(objective);
    }

    /** A program as lanes are to see it: itself, if it looks for nothing. */
    @SuppressWarnings("unchecked")
    static DivideAndConquer<Object, Object> of(
            DivideAndConquer<Object, Object> program, BestKnown best, EngineListener<Object, Object> listener) {
        if (!(program instanceof BranchAndBound<?, ?>) && !(program instanceof EndsEarly<?, ?>)) {
            return program;
        }
        return program instanceof SequentialSolver<?, ?> solver
                ? new WithSolver(program, (SequentialSolver<Object, Object>) solver, best, listener)
                : new Searching(program, best, listener);
    }

    /** A program that leaves nothing out. */
    static DivideAndConquer<Object, Object> whole(DivideAndConquer<Object, Object> seen) {
        return seen instanceof Searching searching ? searching.program : seen;
    }

    @Override
    public boolean isBaseCase(Object problem) {
        return isUseless(problem) || program.isBaseCase(problem);
    }

    boolean isUseless(Object problem) {
        return bounded != null && best.isAsGoodAs(Cost.of(objective, bounded.bound(problem)));
    }

    @Override
    public Object solve(Object problem) {
        return bounded != null && isUseless(problem) ? bounded.none() : offered(program.solve(problem), true);
    }

    @Override
    public List<Object> divide(Object problem) {
        return program.divide(problem);
    }

    @Override
    public Object combine(Object problem, List<Object> results) {
        Object result = program.combine(problem, results);
        return early == null ? result : offered(result, false);
    }

    /** A result, after it was looked at. */
    Object offered(Object result, boolean mayBeSolution) {
        if (early != null && early.isEnough(result)) {
            offer(Cost.ENOUGH, result);
        } else if (bounded != null && mayBeSolution) {
            offer(Cost.of(objective, bounded.value(result)), result);
        }
        return result;
    }

    private void offer(long cost, Object solution) {
        best.offer(cost, () -> listener.improved(cost, objective, solution));
    }

    /** The same with a sequential solver. */
    private static final class WithSolver extends Searching implements SequentialSolver<Object, Object> {

        private final SequentialSolver<Object, Object> solver;

        WithSolver(
                DivideAndConquer<Object, Object> program,
                SequentialSolver<Object, Object> solver,
                BestKnown best,
                EngineListener<Object, Object> listener) {
            super(program, best, listener);
            this.solver = solver;
        }

        @Override
        public Object solveSequentially(Object problem) {
            return isUseless(problem) ? solve(problem) : offered(solver.solveSequentially(problem), true);
        }

        @Override
        public double sizeHint(Object problem) {
            return solver.sizeHint(problem);
        }
    }
}
