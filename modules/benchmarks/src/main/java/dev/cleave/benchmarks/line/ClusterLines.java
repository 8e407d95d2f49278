package dev.cleave.benchmarks.line;

import dev.cleave.api.Job;
import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.benchmarks.reference.ForkJoin;
import dev.cleave.examples.Grind;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.uts.Uts;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** What nodes as processes do, against fewer of them and against the fork/join pool. */
public final class ClusterLines {

    /** The controller on the JVM settings that the launcher gives to {@code cleave run}. */
    static final List<String> AS_THE_COMMAND = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int EMPTY_CASES = 1_000_000;

    private ClusterLines() {}

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        return List.of(
                new Line(
                        "long-solves-nodes",
                        "8 base cases of 2 s of processor time, two nodes of one lane / 8 s",
                        Goal.atMost(1.05, "×"),
                        List.of(),
                        rounds -> {
                            try (WarmCluster two = WarmCluster.of(2, 1)) {
                                two.run(new Grind(), "k=2", "ms=10");
                                return new Contest(WarmCluster.alone(new Grind(), "k=8", "ms=0"), 0)
                                        .millis(Math.min(rounds, 3), () -> two.run(new Grind(), "k=8", "ms=2000"))
                                        .over(8000, "");
                            }
                        }),
                new Line(
                        "empty-cases",
                        "1,000,000 empty base cases, two nodes",
                        Goal.atLeast(1, "million/s"),
                        List.of(),
                        rounds -> {
                            String[] given = {"k=" + EMPTY_CASES, "ms=0"};
                            try (WarmCluster two = WarmCluster.of(2, 1)) {
                                Figure millis = new Contest(WarmCluster.alone(new Grind(), given), 2)
                                        .millis(rounds, () -> two.run(new Grind(), given));
                                return new Figure(
                                        1000 / millis.median(), 1000 / millis.greatest(), 1000 / millis.least(), "");
                            }
                        }),
                two(
                        "queens16-nodes",
                        "nqueens 16, one node / two nodes of one lane",
                        1,
                        true,
                        1.85,
                        new NQueens(),
                        "n=16"),
                two("uts-t3l-nodes", "uts T3L, one node / two nodes of one lane", 1, true, 1.85, new Uts(), "tree=T3L"),
                two(
                        "queens16-lanes-nodes",
                        "nqueens 16, two nodes of one lane / one node of two",
                        2,
                        false,
                        1.05,
                        new NQueens(),
                        "n=16"),
                two(
                        "uts-t3l-lanes-nodes",
                        "uts T3L, two nodes of one lane / one node of two",
                        2,
                        false,
                        1.05,
                        new Uts(),
                        "tree=T3L"),
                forkJoin("queens16-forkjoin", 16, 14772512L, 1.02),
                forkJoin("queens14-forkjoin", 14, 365596L, 1.30));
    }

    /** One node of so many lanes against two nodes of one lane each, one way round or the other. */
    private static Line two(
            String id, String text, int lanes, boolean oneOverTwo, double bound, Job<?, ?> job, String... given) {
        Goal goal = oneOverTwo ? Goal.atLeast(bound, "×") : Goal.atMost(bound, "×");
        return new Line(id, text, goal, AS_THE_COMMAND, rounds -> {
            try (WarmCluster one = WarmCluster.of(1, lanes);
                    WarmCluster two = WarmCluster.of(2, 1)) {
                Contest contest = new Contest(two.run(job, given), 3);
                return oneOverTwo
                        ? contest.ratio(rounds, () -> one.run(job, given), () -> two.run(job, given))
                        : contest.ratio(rounds, () -> two.run(job, given), () -> one.run(job, given));
            }
        });
    }

    private static Line forkJoin(String id, int n, long answer, double bound) {
        String text = "nqueens " + n + ", warm cluster of two 1-lane nodes / fork/join on 2, best cut-off";
        return new Line(id, text, Goal.atMost(bound, "×"), List.of(), rounds -> {
            var queens = Prepared.of(new NQueens(), "n=" + n);
            ForkJoinPool pool = new ForkJoinPool(2);
            int cutOff = ForkJoin.bestCutOff(queens.program, queens.solver(), queens.root, pool);
            try (WarmCluster two = WarmCluster.of(2, 1)) {
                return new Contest(String.valueOf(answer), n < 15 ? ForkJoin.TUNING_RUNS : 6)
                        .ratio(
                                n < 15 ? 3 * rounds : rounds,
                                () -> two.run(new NQueens(), "n=" + n),
                                () -> String.valueOf(
                                        ForkJoin.cutOff(queens.program, queens.solver(), cutOff, queens.root, pool)));
            }
        });
    }
}
