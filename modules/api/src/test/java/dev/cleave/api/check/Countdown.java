package dev.cleave.api.check;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.List;

/** A small job: n has the children n - 1 and n - 2, and 1 is a dead end. It counts the problems. */
public final class Countdown implements Job<Integer, Long> {

    private static final Parameter<Integer> N = Parameter.integer("n", 3, "from where");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(N);
    }

    @Override
    public Integer rootProblem(Arguments arguments) {
        return arguments.valueOf(N);
    }

    @Override
    public DivideAndConquer<Integer, Long> program(JobContext context) {
        return new Program();
    }

    /** What tests replace a method of. */
    public static class Program implements DivideAndConquer<Integer, Long> {

        @Override
        public boolean isBaseCase(Integer n) {
            return n <= 0;
        }

        @Override
        public Long solve(Integer n) {
            return 1L;
        }

        @Override
        public List<Integer> divide(Integer n) {
            return n == 1 ? List.of() : List.of(n - 1, n - 2);
        }

        @Override
        public Long combine(Integer n, List<Long> results) {
            return 1 + results.stream().mapToLong(Long::longValue).sum();
        }
    }
}
