package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.benchmarks.reference.ForkJoin;
import dev.cleave.benchmarks.reference.PlainRecursion;
import dev.cleave.examples.Chain;
import dev.cleave.examples.Fib;
import dev.cleave.examples.Grind;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.uts.Uts;
import java.util.ArrayList;
import java.util.List;
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
                    int cutOff = ForkJoin.bestCutOff(queens.program, queens.solver(), 7, queens.root, pool);
                    return new Contest(2279184L, 3)
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
                finishes("uts-t3l-small-heap", "uts T3L, 17,844 deep, in 128 MiB", () -> {
                    var uts = Prepared.of(new Uts(), "tree=T3L", "kernel=false");
                    return String.valueOf(uts.onLanes(2));
                }),
                finishes("chain-small-heap", "a chain 1,000,000 deep in 128 MiB", () -> {
                    var chain = Prepared.of(new Chain(), "depth=1000000");
                    return String.valueOf(chain.onLanes(2));
                }),
                line("long-solves", "8 base cases of 2 s of processor time, two lanes / 8 s", 1.05, rounds -> {
                    var grind = Prepared.of(new Grind(), "k=8", "ms=2000");
                    long from = System.nanoTime();
                    grind.onLanes(2);
                    double seconds = (System.nanoTime() - from) / 1e9;
                    return Figure.of(List.of(seconds / 8), "");
                }),
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

    /** A run whose only figure is that it ends with the answer that a run with a large heap gave. */
    private static Line finishes(String id, String text, Callable<String> run) {
        return new Line(id, text, Goal.atLeast(1, "finished"), List.of("-Xmx128m"), rounds -> {
            List<Double> finished = new ArrayList<>();
            String answer = run.call();
            finished.add(1.0);
            return Figure.of(finished, answer);
        });
    }
}
