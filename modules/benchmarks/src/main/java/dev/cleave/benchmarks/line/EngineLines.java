package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.benchmarks.reference.ForkJoin;
import dev.cleave.benchmarks.reference.PlainRecursion;
import dev.cleave.examples.Chain;
import dev.cleave.examples.Fib;
import dev.cleave.examples.Grind;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.uts.Uts;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;

/** What the engine alone does in one JVM, against plain recursion, hand-written solvers and the fork/join pool. */
public final class EngineLines {

    private EngineLines() {}

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        return List.of(
                line("queens15-direct", "nqueens 15, one lane / its solver called directly", 1.03, rounds -> {
                    var queens = Prepared.of(new NQueens(), "n=15");
                    return new Contest(2279184L, 3)
                            .ratio(
                                    rounds,
                                    () -> queens.onLanes(1),
                                    () -> queens.solver().solveSequentially(queens.root));
                }),
                line("queens15-forkjoin", "nqueens 15, two lanes / fork/join, best cut-off", 1.03, rounds -> {
                    var queens = Prepared.of(new NQueens(), "n=15");
                    ForkJoinPool pool = new ForkJoinPool(2);
                    int cutOff = ForkJoin.bestCutOff(queens.program, queens.solver(), queens.root, pool);
                    return new Contest(2279184L, ForkJoin.TUNING_RUNS)
                            .ratio(
                                    rounds,
                                    () -> queens.onLanes(2),
                                    () -> ForkJoin.cutOff(queens.program, queens.solver(), cutOff, queens.root, pool));
                }),
                line("queens13-plain", "nqueens 13, every step divided, one lane / plain recursion", 1.20, rounds -> {
                    var queens = Prepared.of(new NQueens(), "n=13", "kernel=false");
                    return new Contest(73712L, 10)
                            .ratio(
                                    3 * rounds,
                                    () -> queens.onLanes(1),
                                    () -> PlainRecursion.run(queens.program, queens.root));
                }),
                line("fib34-plain", "fib 34, one lane / plain recursion", 1.8, rounds -> {
                    var fib = Prepared.of(new Fib(), "n=34", "kernel=false");
                    return new Contest(5702887L, 10)
                            .ratio(3 * rounds, () -> fib.onLanes(1), () -> PlainRecursion.run(fib.program, fib.root));
                }),
                new Line(
                        "fib34-forkjoin",
                        "fib 34, a fork/join task per step, one thread / one lane",
                        Goal.atLeast(2.5, "×"),
                        List.of(),
                        rounds -> {
                            var fib = Prepared.of(new Fib(), "n=34", "kernel=false");
                            ForkJoinPool pool = new ForkJoinPool(1);
                            return new Contest(5702887L, 10)
                                    .ratio(
                                            3 * rounds,
                                            () -> ForkJoin.perStep(fib.program, fib.root, pool),
                                            () -> fib.onLanes(1));
                        }),
                line("uts-t1-plain", "uts T1, every step divided, one lane / plain recursion", 1.05, rounds -> {
                    var uts = Prepared.of(new Uts(), "tree=T1", "kernel=false");
                    Object answer = PlainRecursion.run(uts.program, uts.root);
                    return new Contest(answer, 5)
                            .ratio(2 * rounds, () -> uts.onLanes(1), () -> PlainRecursion.run(uts.program, uts.root));
                }),
                lanes("queens15-lanes", "nqueens 15, one lane / two lanes", new NQueens(), "n=15"),
                lanes("uts-t3l-lanes", "uts T3L, one lane / two lanes", new Uts(), "tree=T3L"),
                finishes(
                        "uts-t3l-small-heap",
                        "uts T3L, 17,844 deep, every step divided, 128 MiB of heap",
                        Answers.UTS_T3L,
                        () -> WarmCluster.alone(new Uts(), "tree=T3L", "kernel=false")),
                finishes(
                        "chain-small-heap",
                        "a chain 1,000,000 deep, 128 MiB of heap",
                        "1000000",
                        () -> WarmCluster.alone(new Chain(), "depth=1000000")),
                line("long-solves", "8 base cases of 2 s of processor time, two lanes / 8 s", 1.05, rounds -> {
                    var grind = Prepared.of(new Grind(), "k=8", "ms=2000");
                    Object answer = Prepared.of(new Grind(), "k=8", "ms=0").onLanes(1);
                    return new Contest(answer, 0)
                            .millis(Math.min(rounds, 3), () -> grind.onLanes(2))
                            .over(8000, "");
                }),
                line(
                        "accounting",
                        "work and span added up / not: the largest of uts T3L, fib 34 and a million empty base cases",
                        1.02,
                        Accounting::measure),
                line("three-in-turn", "three programs in turn in one JVM / each in its own", 1.10, Turns::measure));
    }

    private static Line line(String id, String text, double atMost, Line.Measuring measuring) {
        return new Line(id, text, Goal.atMost(atMost, "×"), List.of(), measuring);
    }

    private static <P, R> Line lanes(String id, String text, dev.cleave.api.Job<P, R> job, String... given) {
        return new Line(id, text, Goal.atLeast(1.90, "×"), List.of(), rounds -> {
            Prepared<P, R> prepared = Prepared.of(job, given);
            Object answer = prepared.onLanes(2);
            return new Contest(answer, 1).ratio(rounds, () -> prepared.onLanes(1), () -> prepared.onLanes(2));
        });
    }

    /** A run on two lanes, default stacks and a small heap, whose only figure is that it ends with the right answer. */
    private static Line finishes(String id, String text, String answer, Callable<String> run) {
        return new Line(id, text, Goal.atLeast(1, "finished"), List.of("-Xmx128m"), rounds -> {
            Figure millis = new Contest(answer, 0).millis(1, run);
            return new Figure(1, 1, 1, String.format(Locale.ROOT, "%s; %.0f ms", answer, millis.median()));
        });
    }
}
