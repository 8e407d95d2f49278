package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Solves a problem of any depth on one thread, with a stack of its own: the answer that others are checked against. */
public final class Unrolled<P, R> {

    private final class Step {
        final P problem;
        final List<P> children;
        final List<R> results = new ArrayList<>();

        Step(P problem) {
            this.problem = problem;
            this.children = program.divide(problem);
        }
    }

    private final DivideAndConquer<P, R> program;

    public Unrolled(DivideAndConquer<P, R> program) {
        this.program = program;
    }

    public R solve(P root) {
        if (program.isBaseCase(root)) {
            return program.solve(root);
        }
        Deque<Step> steps = new ArrayDeque<>();
        steps.push(new Step(root));
        while (true) {
            Step top = steps.peek();
            R value;
            if (top.results.size() == top.children.size()) {
                value = program.combine(top.problem, top.results);
                steps.pop();
                if (steps.isEmpty()) {
                    return value;
                }
            } else {
                P child = top.children.get(top.results.size());
                if (!program.isBaseCase(child)) {
                    steps.push(new Step(child));
                    continue;
                }
                value = program.solve(child);
            }
            steps.peek().results.add(value);
        }
    }
}
