package dev.cleave.client;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.List;

/** A job whose result is a record of its own. */
public final class Pair implements Job<Integer, Pair.Both> {

    static final Parameter<Integer> N = Parameter.integer("n", 1, "any").between(1, 9);

    /** A result. */
    public record Both(int least, String name) {}

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(N);
    }

    @Override
    public Integer rootProblem(Arguments arguments) {
        return arguments.valueOf(N);
    }

    @Override
    public DivideAndConquer<Integer, Both> program(JobContext context) {
        throw new UnsupportedOperationException("runs elsewhere");
    }
}
