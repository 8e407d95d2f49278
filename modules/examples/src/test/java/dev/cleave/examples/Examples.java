package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.SequentialSolver;
import dev.cleave.api.check.Sequentially;
import java.util.Map;

/** Runs examples on the calling thread. */
public final class Examples {

    private Examples() {}

    /** The text of the result, every problem divided to the end. */
    public static <P, R> String divided(Job<P, R> job, Map<String, String> given) {
        return job.render(Sequentially.run(job, given));
    }

    /** The text of the result, by the sequential solver alone. */
    @SuppressWarnings("unchecked")
    public static <P, R> String solved(Job<P, R> job, Map<String, String> given) {
        Arguments arguments = Arguments.parse(job.parameters(), given);
        SequentialSolver<P, R> solver = (SequentialSolver<P, R>) program(job, given);
        return job.render(solver.solveSequentially(job.rootProblem(arguments)));
    }

    /** The program that runs for some arguments. */
    public static <P, R> DivideAndConquer<P, R> program(Job<P, R> job, Map<String, String> given) {
        return job.program(context(Arguments.parse(job.parameters(), given), false));
    }

    static JobContext context(Arguments arguments, boolean cancelled) {
        return new JobContext() {
            @Override
            public Arguments arguments() {
                return arguments;
            }

            @Override
            public boolean isCancelled() {
                return cancelled;
            }

            @Override
            public void log(String line) {
                throw new AssertionError("an example that logs: " + line);
            }
        };
    }
}
