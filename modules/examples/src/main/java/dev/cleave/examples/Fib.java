package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import dev.cleave.api.SequentialSolver;
import java.util.List;

/**
 * The n-th Fibonacci number by its definition: OEIS A000045.
 *
 * <p>The worst way to compute it, and the best way to measure what one step of dividing costs: there is nothing else to
 * do. The sequential solver follows the same definition, as a plain recursive method.
 */
public final class Fib implements Job<Integer, Long> {

    private static final Parameter<Integer> N =
            Parameter.integer("n", 30, "which Fibonacci number").between(0, 92);

    @Override
    public String description() {
        return "the n-th Fibonacci number, by the definition";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(N, Kernel.KERNEL);
    }

    @Override
    public Integer rootProblem(Arguments arguments) {
        return arguments.valueOf(N);
    }

    @Override
    public DivideAndConquer<Integer, Long> program(JobContext context) {
        return context.arguments().valueOf(Kernel.KERNEL) ? new Solver() : new Definition();
    }

    static class Definition implements DivideAndConquer<Integer, Long> {

        @Override
        public boolean isBaseCase(Integer n) {
            return n < 2;
        }

        @Override
        public Long solve(Integer n) {
            return (long) n;
        }

        @Override
        public List<Integer> divide(Integer n) {
            return List.of(n - 1, n - 2);
        }

        @Override
        public Long combine(Integer n, List<Long> results) {
            return results.get(0) + results.get(1);
        }
    }

    static final class Solver extends Definition implements SequentialSolver<Integer, Long> {

        @Override
        public Long solveSequentially(Integer n) {
            return fib(n);
        }

        /** In proportion to the n-th power of the golden ratio. */
        @Override
        public double sizeHint(Integer n) {
            return Math.pow(1.618033988749895, n);
        }

        static long fib(int n) {
            return n < 2 ? n : fib(n - 1) + fib(n - 2);
        }
    }
}
