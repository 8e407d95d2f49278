package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.examples.NQueens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What a node costs that has nothing to do: one that has run a job, and is left alone for a while. Its agent counts, and
 * the runner that it may keep ready for the next job.
 */
public final class ProcessLines {

    private static final double SETTLING_SECONDS = 75;

    /** Long enough that a clock tick is a third of a millisecond a second. */
    private static final double IDLE_SECONDS = 30;

    private static final double TICKS_A_SECOND = 100;

    private ProcessLines() {}

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        return List.of(
                idle("idle-memory", "idle node: resident memory", 120, "MiB"),
                idle("idle-threads", "idle node: threads", 40, "threads"),
                idle("idle-processor", "idle node: processor time a second", 5, "ms"));
    }

    private static Line idle(String id, String text, double bound, String unit) {
        return new Line(id, text, Goal.atMost(bound, unit), List.of(), rounds -> {
            try (WarmCluster one = WarmCluster.of(1, 1)) {
                one.run(new NQueens(), "n=8");
                rest(SETTLING_SECONDS);
                ProcessHandle agent = one.nodes.process("node-1");
                List<Double> figures = new ArrayList<>();
                String note = "";
                for (int i = 0; i < Math.min(rounds, 2); i++) {
                    double before = sum(agent, ProcessLines::ticks);
                    rest(IDLE_SECONDS);
                    double millis = (sum(agent, ProcessLines::ticks) - before) / TICKS_A_SECOND * 1000 / IDLE_SECONDS;
                    double memory = sum(agent, proc -> status(proc, "VmRSS") / 1024);
                    double threads = sum(agent, proc -> status(proc, "Threads"));
                    figures.add(
                            switch (id) {
                                case "idle-memory" -> memory;
                                case "idle-threads" -> threads;
                                default -> millis;
                            });
                    note = String.format(
                            Locale.ROOT,
                            "%.0f MiB, %.0f threads, %.1f ms/s; of that its agent %.0f MiB, %.0f threads",
                            memory,
                            threads,
                            millis,
                            status(proc(agent), "VmRSS") / 1024,
                            status(proc(agent), "Threads"));
                }
                return Figure.of(figures, note);
            }
        });
    }

    /** A figure of a process. */
    @FunctionalInterface
    private interface OfProcess {
        double of(Path proc) throws IOException;
    }

    /** The sum over the agent and all that it started. */
    private static double sum(ProcessHandle agent, OfProcess figure) throws IOException {
        double sum = figure.of(proc(agent));
        for (ProcessHandle child : agent.descendants().toList()) {
            sum += figure.of(proc(child));
        }
        return sum;
    }

    static Path proc(ProcessHandle process) {
        return Path.of("/proc", String.valueOf(process.pid()));
    }

    static void rest(double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** User and system time of a process, in clock ticks: fields 14 and 15 of its stat file. */
    static double ticks(Path proc) throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    }

    private static double status(Path proc, String name) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith(name + ":")) {
                return Double.parseDouble(
                        line.substring(name.length() + 1).replace("kB", "").strip());
            }
        }
        throw new IOException(proc + "/status has no " + name);
    }
}
