package dev.cleave.api.check;

import dev.cleave.api.DivideAndConquer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One evaluation of a recursion tree, with its stack on the heap. */
final class Recursion<P, R> {

    /** In which order the children of a problem are evaluated; their results are combined in the order of divide. */
    enum Order {
        FIRST_TO_LAST,
        LAST_TO_FIRST
    }

    /** A divided problem some of whose children are still without a result. */
    private static final class Step<P> {
        private final P problem;
        private final List<P> children;
        private final @Nullable Object[] results;
        private int started;
        private int inProgress;

        Step(P problem, List<P> children) {
            this.problem = problem;
            this.children = children;
            this.results = new Object[children.size()];
        }

        P next(Order order) {
            inProgress = order == Order.FIRST_TO_LAST ? started : results.length - 1 - started;
            started++;
            return children.get(inProgress);
        }

        /** Takes the result of the child in progress; true if it was the last. */
        boolean isCompletedBy(Object result) {
            results[inProgress] = result;
            return started == results.length;
        }
    }

    private final DivideAndConquer<P, R> program;
    private final Order order;
    private final long maxSteps;
    private final Deque<Step<P>> stack = new ArrayDeque<>();

    Recursion(DivideAndConquer<P, R> program, Order order, long maxSteps) {
        this.program = program;
        this.order = order;
        this.maxSteps = maxSteps;
    }

    /** The result, or empty if there are too many subproblems. */
    Optional<R> run(P root) {
        P problem = root;
        for (long steps = 1; steps <= maxSteps; steps++) {
            R result;
            if (program.isBaseCase(problem)) {
                result = notNull(program.solve(problem), "solve");
            } else {
                Step<P> step = new Step<>(problem, children(problem));
                if (!step.children.isEmpty()) {
                    stack.push(step);
                    problem = step.next(order);
                    continue;
                }
                result = combine(step);
            }
            Step<P> parent = stack.peek();
            while (parent != null && parent.isCompletedBy(result)) {
                stack.pop();
                result = combine(parent);
                parent = stack.peek();
            }
            if (parent == null) {
                return Optional.of(result);
            }
            problem = parent.next(order);
        }
        return Optional.empty();
    }

    /** Where the evaluation stands, from the problem that it began with: {@code /0/3/1}. */
    String path() {
        StringBuilder path = new StringBuilder();
        Iterator<Step<P>> fromRoot = stack.descendingIterator();
        while (fromRoot.hasNext()) {
            path.append('/').append(fromRoot.next().inProgress);
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private List<P> children(P problem) {
        List<P> children = notNull(program.divide(problem), "divide");
        for (int i = 0; i < children.size(); i++) {
            notNull(children.get(i), "divide, as child " + i + ",");
        }
        return children;
    }

    @SuppressWarnings("unchecked")
    private R combine(Step<P> step) {
        List<R> results = (List<R>) Collections.unmodifiableList(Arrays.asList(step.results));
        return notNull(program.combine(step.problem, results), "combine");
    }

    private <T> T notNull(@Nullable T value, String giver) {
        if (value == null) {
            throw new IllegalStateException(giver + " returned null at " + path());
        }
        return value;
    }
}
