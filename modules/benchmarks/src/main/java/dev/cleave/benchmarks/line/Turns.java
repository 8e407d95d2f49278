package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.examples.Fib;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.uts.Uts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Three programs in turn in one JVM, each against itself alone in a JVM of its own. */
final class Turns {

    private static final int WARM_UPS = 6;

    private Turns() {}

    private static Map<String, Callable<Object>> programs() {
        var queens = Prepared.of(new NQueens(), "n=13", "kernel=false");
        var fib = Prepared.of(new Fib(), "n=33", "kernel=false");
        var uts = Prepared.of(new Uts(), "tree=T1", "kernel=false");
        Map<String, Callable<Object>> programs = new LinkedHashMap<>();
        programs.put("alone-queens", () -> queens.onLanes(1));
        programs.put("alone-fib", () -> fib.onLanes(1));
        programs.put("alone-uts", () -> uts.onLanes(1));
        return programs;
    }

    /** The lines that measure one program alone; not in the table. */
    static List<Line> alone() {
        List<Line> lines = new ArrayList<>();
        programs()
                .forEach((id, run) -> lines.add(new Line(id, id, Goal.atMost(0, "ms"), List.of(), rounds -> {
                    Object answer = run.call();
                    return new Contest(answer, WARM_UPS).millis(rounds, run);
                })));
        return lines;
    }

    /** The largest of the three ratios of medians. */
    static Figure measure(int rounds) throws Exception {
        Map<String, Callable<Object>> programs = programs();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int i = 0; i < WARM_UPS + rounds; i++) {
            for (var program : programs.entrySet()) {
                Object answer = program.getValue().call();
                Figure millis = new Contest(answer, 0).millis(1, program.getValue());
                if (i >= WARM_UPS) {
                    times.computeIfAbsent(program.getKey(), id -> new ArrayList<>())
                            .add(millis.median());
                }
            }
        }
        List<Double> ratios = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        for (var inTurn : times.entrySet()) {
            double alone = Forked.measure(inTurn.getKey(), List.of(), rounds).median();
            double ratio = Figure.of(inTurn.getValue(), "").median() / alone;
            ratios.add(ratio);
            note.append(String.format(
                    java.util.Locale.ROOT, "%s %.2f ", inTurn.getKey().substring(6), ratio));
        }
        double worst = ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double best = ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return new Figure(worst, best, worst, note.toString().strip());
    }
}
