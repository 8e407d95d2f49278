package dev.cleave.benchmarks.line;

import dev.cleave.api.Job;
import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.examples.search.Qap;
import dev.cleave.examples.search.Tsp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Searches that prove an optimum, on two nodes against one. The instances are not part of Cleave: the environment variable
 * {@code CLEAVE_INSTANCES} says where they are.
 */
public final class SearchLines {

    private static final Path INSTANCES =
            Path.of(System.getenv().getOrDefault("CLEAVE_INSTANCES", "../shared/data/search"));

    private SearchLines() {}

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        return List.of(
                line("nug12-nodes", "qap nug12 proven optimal", "578", new Qap(), "nug12.dat"),
                line("ulysses16-nodes", "tsp ulysses16 proven optimal", "6859", new Tsp(), "ulysses16.tsp"));
    }

    private static Line line(String id, String text, String optimum, Job<?, ?> job, String file) {
        return new Line(
                id,
                text + ", two nodes of one lane / one node of one",
                Goal.atMost(0.6, "×"),
                ClusterLines.AS_THE_COMMAND,
                rounds -> {
                    String given = "file=" + Files.readString(INSTANCES.resolve(file));
                    try (WarmCluster one = WarmCluster.of(1, 1);
                            WarmCluster two = WarmCluster.of(2, 1)) {
                        return new Contest(optimum, 3)
                                .ratio(rounds, () -> value(two.run(job, given)), () -> value(one.run(job, given)));
                    }
                });
    }

    /** Which of several optimal solutions is found depends on the schedule. */
    private static String value(String solution) {
        return solution.substring(0, solution.indexOf(' '));
    }
}
