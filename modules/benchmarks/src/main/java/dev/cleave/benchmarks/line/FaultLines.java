package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.cluster.JobHandle;
import dev.cleave.examples.NQueens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the loss of a machine costs: nqueens 16 on two 1-lane nodes, one of them hurt after a third of the time. */
public final class FaultLines {

    private static final String GIVEN = "n=16";

    private FaultLines() {}

    /** How a node is hurt. */
    private enum Harm {
        KILL_NODE,
        KILL_RUNNER,
        PAUSE_NODE
    }

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        return List.of(
                line("killed-node", "one of two nodes killed at a third / no failure", 1.72, Harm.KILL_NODE, 0),
                line("killed-runner", "one of two runners killed at a third / no failure", 1.15, Harm.KILL_RUNNER, 0),
                line(
                        "paused-node",
                        "one of two nodes paused at a third, less 3 s / no failure",
                        1.72,
                        Harm.PAUSE_NODE,
                        3));
    }

    private static Line line(String id, String text, double bound, Harm harm, double allowanceSeconds) {
        return new Line(id, "nqueens 16, " + text, Goal.atMost(bound, "×"), List.of(), rounds -> {
            List<Double> ratios = new ArrayList<>();
            double lastWhole = 0;
            double lastHurt = 0;
            for (int i = 0; i < rounds; i++) {
                try (WarmCluster two = WarmCluster.of(2, 1)) {
                    two.run(new NQueens(), GIVEN);
                    double whole = seconds(two, Harm.KILL_NODE, -1);
                    double hurt = seconds(two, harm, whole / 3);
                    ratios.add((hurt - allowanceSeconds) / whole);
                    lastWhole = whole;
                    lastHurt = hurt;
                }
            }
            return Figure.of(
                    ratios, String.format(Locale.ROOT, "%.2f against %.2f s in the last run", lastHurt, lastWhole));
        });
    }

    /** The time of one job; if {@code after} is not negative, node-2 is hurt then. */
    private static double seconds(WarmCluster two, Harm harm, double after) throws Exception {
        long from = System.nanoTime();
        JobHandle job = two.submit(new NQueens(), GIVEN);
        if (after >= 0) {
            long until = from + (long) (after * 1e9);
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            hurt(two, harm);
        }
        String answer = WarmCluster.text(new NQueens(), WarmCluster.ended(job));
        double seconds = (System.nanoTime() - from) / 1e9;
        if (!answer.equals(Answers.QUEENS_16)) {
            throw new IllegalStateException("wrong answer: " + answer + " (expected: " + Answers.QUEENS_16 + ")");
        }
        return seconds;
    }

    private static void hurt(WarmCluster two, Harm harm) throws Exception {
        String agent = String.valueOf(two.nodes.process("node-2").pid());
        Path file = two.nodes.folder("node-2").resolve("runner.pid");
        String runner = Files.readString(file).strip();
        switch (harm) {
            case KILL_NODE -> signal("-KILL", agent, runner);
            case KILL_RUNNER -> signal("-KILL", runner);
            case PAUSE_NODE -> signal("-STOP", agent, runner);
        }
    }

    private static void signal(String signal, String... pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(List.of(pids));
        Process kill = new ProcessBuilder(command).inheritIO().start();
        if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " did not work");
        }
    }
}
