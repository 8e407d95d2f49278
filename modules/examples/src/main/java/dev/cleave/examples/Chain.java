package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.List;

/**
 * A recursion that never branches; its answer is its depth.
 *
 * <p>There is nothing to share between cores here. It shows that recursion deeper than any thread's stack goes on.
 */
public final class Chain implements Job<Long, Long> {

    private static final Parameter<Long> DEPTH =
            Parameter.longInteger("depth", 1_000_000, "number of steps").between(0L, 1_000_000_000L);

    @Override
    public String description() {
        return "a recursion of a given depth that never branches";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(DEPTH);
    }

    @Override
    public Long rootProblem(Arguments arguments) {
        return arguments.valueOf(DEPTH);
    }

    @Override
    public DivideAndConquer<Long, Long> program(JobContext context) {
        return new Steps();
    }

    static final class Steps implements DivideAndConquer<Long, Long> {

        @Override
        public boolean isBaseCase(Long left) {
            return left == 0;
        }

        @Override
        public Long solve(Long left) {
            return 0L;
        }

        @Override
        public List<Long> divide(Long left) {
            return List.of(left - 1);
        }

        @Override
        public Long combine(Long left, List<Long> results) {
            return results.get(0) + 1;
        }
    }
}
