package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.examples.NQueens;
import dev.cleave.examples.uts.Uts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What processes cost: an idle node, a whole command, agents and coordinator in a small heap. */
public final class ProcessLines {

    private static final double IDLE_SECONDS = 10;
    private static final double TICKS_A_SECOND = 100;

    private ProcessLines() {}

    /** The lines, in the order of the table. */
    public static List<Line> all() {
        return List.of(
                idle("idle-memory", "idle node: resident memory of the agent", 120, "MiB"),
                idle("idle-threads", "idle node: threads of the agent", 40, "threads"),
                idle("idle-processor", "idle node: processor time of the agent a second", 5, "ms"),
                new Line(
                        "small-heap",
                        "uts T1L and nqueens 16, two nodes, coordinator and agents within -Xmx64m",
                        Goal.atLeast(1, "finished"),
                        List.of("-Xmx64m"),
                        rounds -> {
                            try (WarmCluster two = WarmCluster.of(2, 1)) {
                                String uts = two.run(new Uts(), "tree=T1L");
                                String queens = two.run(new NQueens(), "n=16");
                                return new Figure(1, 1, 1, uts + "; " + queens);
                            }
                        }),
                new Line(
                        "command",
                        "cleave run nqueens -p n=8, two nodes, command to exit",
                        Goal.atMost(2, "s"),
                        List.of(),
                        rounds -> command(rounds, "run", "nqueens", "-p", "n=8")),
                new Line(
                        "command-in-process",
                        "cleave run nqueens -p n=8 --in-process, command to exit",
                        Goal.atMost(0.6, "s"),
                        List.of(),
                        rounds -> command(rounds, "run", "nqueens", "-p", "n=8", "--in-process")));
    }

    private static Line idle(String id, String text, double bound, String unit) {
        return new Line(id, text, Goal.atMost(bound, unit), List.of(), rounds -> {
            try (WarmCluster one = WarmCluster.of(1, 1)) {
                one.run(new NQueens(), "n=8");
                rest(IDLE_SECONDS);
                Path proc = Path.of(
                        "/proc", String.valueOf(one.nodes.process("node-1").pid()));
                double before = ticks(proc);
                rest(IDLE_SECONDS);
                double millis = (ticks(proc) - before) / TICKS_A_SECOND * 1000 / IDLE_SECONDS;
                double memory = status(proc, "VmRSS") / 1024;
                double threads = status(proc, "Threads");
                double figure = switch (id) {
                    case "idle-memory" -> memory;
                    case "idle-threads" -> threads;
                    default -> millis;
                };
                String note = String.format(Locale.ROOT, "%.0f MiB, %.0f threads, %.1f ms/s", memory, threads, millis);
                return new Figure(figure, figure, figure, note);
            }
        });
    }

    private static void rest(double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** User and system time of a process, in clock ticks: fields 14 and 15 of its stat file. */
    private static double ticks(Path proc) throws IOException {
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

    /** The time of whole commands, from launch to exit, in seconds. */
    private static Figure command(int rounds, String... words) throws Exception {
        String home = System.getProperty("cleave.home");
        if (home == null) {
            throw new IllegalStateException("cleave.home is not set (expected: run by the cleave command)");
        }
        List<String> command = new java.util.ArrayList<>(List.of(home + "/bin/cleave"));
        command.addAll(List.of(words));
        Figure millis = new Contest("92", 2).millis(2 * rounds, () -> {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor(1, TimeUnit.MINUTES);
            return answer.strip();
        });
        return new Figure(millis.median() / 1000, millis.least() / 1000, millis.greatest() / 1000, "");
    }
}
