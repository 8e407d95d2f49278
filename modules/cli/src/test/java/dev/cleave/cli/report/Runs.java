package dev.cleave.cli.report;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.core.job.Counts;
import dev.cleave.core.measure.Measured;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs to report on. */
final class Runs {

    static final Counts COUNTS = new Counts(9, 8, 2, 1, 1, 3, 4, 250_000_000L);
    private static final List<NodeRow> NODES =
            List.of(new NodeRow("node-1-x7f3", 1, 5, 1_710_000_000L), new NodeRow("node-2-k2m9", 1, 4, 1_690_000_000L));

    private Runs() {}

    static RunSummary succeeded() {
        return new RunSummary(
                "nqueens",
                "dev.cleave.examples.NQueens",
                Map.of("n", "15"),
                State.SUCCEEDED,
                2279184L,
                "2279184",
                null,
                new Measured(3_400_000_000L, 20_000_000L, 171_129),
                false,
                COUNTS,
                NODES,
                1_840_000_000L,
                false);
    }

    static RunSummary failed() {
        JobFailure failure = new JobFailure(
                Code.SOLVE_THREW,
                "/0/3",
                "java.lang.IllegalStateException: boo",
                "java.lang.IllegalStateException: boo\n\tat My.solve(My.java:7)\n");
        return new RunSummary(
                "my",
                "My",
                Map.of(),
                State.FAILED,
                null,
                "",
                failure,
                Measured.NOTHING,
                false,
                COUNTS,
                NODES,
                12_000_000L,
                false);
    }

    static RunSummary outOfTime() {
        return search(State.FAILED, "6859 [1, 2]", JobFailure.of(Code.TIMEOUT, "", "5 s are over"));
    }

    /** Ended with its first answer. */
    static RunSummary answered() {
        return search(State.SUCCEEDED, "s SATISFIABLE", null);
    }

    private static RunSummary search(State state, String rendered, @Nullable JobFailure failure) {
        return new RunSummary(
                "tsp",
                "Tsp",
                Map.of(),
                state,
                "solution",
                rendered,
                failure,
                Measured.NOTHING,
                false,
                COUNTS,
                NODES,
                12_000_000L,
                false);
    }

    static RunSummary inProcess(boolean profiled) {
        return new RunSummary(
                "fib",
                "Fib",
                Map.of("n", "30"),
                State.SUCCEEDED,
                "x",
                "x",
                null,
                new Measured(1_000_000, 1_000_000, 1),
                profiled,
                COUNTS,
                List.of(new NodeRow("this process", 2, 1, 900_000)),
                500_000,
                true);
    }
}
