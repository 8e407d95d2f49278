package dev.cleave.benchmarks;

import dev.cleave.benchmarks.line.Figure;
import dev.cleave.benchmarks.line.Forked;
import dev.cleave.benchmarks.line.Line;
import dev.cleave.benchmarks.line.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run of the table: each chosen line measured in turn, printed as it comes. */
public final class Bench {

    private Bench() {}

    /**
     * What came of a line.
     *
     * @param line which
     * @param figure what was measured; null if it failed
     * @param failure why it failed; empty if it did not
     */
    private record Row(Line line, @Nullable Figure figure, String failure) {}

    /** All lines, in order. */
    public static List<Line> lines() {
        return Table.lines();
    }

    /** The ids of all lines, in order. */
    public static List<String> ids() {
        return Table.lines().stream().map(Line::id).toList();
    }

    /** The ids of the lines of the job service, in order. */
    public static List<String> serviceIds() {
        return Table.serviceLines().stream().map(Line::id).toList();
    }

    /**
     * Measures.
     *
     * @param chosen which lines; all if empty
     * @param rounds how often each contender runs, at least 1
     * @param json whether to print one JSON document instead of a table
     * @param out where figures go
     * @return whether every line reached its goal
     */
    public static boolean run(List<String> chosen, int rounds, boolean json, PrintStream out)
            throws InterruptedException {
        Predicate<Line> wanted = line -> chosen.isEmpty() || chosen.contains(line.id());
        if (!json) {
            out.println(machine() + ", " + rounds + (rounds == 1 ? " round" : " rounds"));
            out.flush();
        }
        List<Row> rows = new ArrayList<>();
        for (Line line : Table.lines().stream().filter(wanted).toList()) {
            Row row;
            try {
                row = new Row(line, Forked.measure(line.id(), line.jvmOptions(), rounds), "");
            } catch (IOException e) {
                row = new Row(line, null, String.valueOf(e.getMessage()));
            }
            rows.add(row);
            if (!json) {
                out.println(text(row));
                out.flush();
            }
        }
        if (json) {
            String lines = rows.stream().map(Bench::json).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
            out.println(String.format(
                    "{\n  \"machine\": %s,\n  \"rounds\": %d,\n  \"lines\": %s\n}", quoted(machine()), rounds, lines));
            out.flush();
        }
        return rows.stream().allMatch(Bench::isReached);
    }

    /** What it is measured on, and how busy that is with other things. */
    private static String machine() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d processors (%s), JDK %s, load %.1f",
                system.getAvailableProcessors(),
                system.getArch(),
                System.getProperty("java.version"),
                system.getSystemLoadAverage());
    }

    private static boolean isReached(Row row) {
        return row.figure != null && row.line.goal().isReachedBy(row.figure.median());
    }

    private static String text(Row row) {
        Line.Goal goal = row.line.goal();
        if (row.figure == null) {
            return String.format(Locale.ROOT, "FAILED  %-22s %s: %s", row.line.id(), row.line.text(), row.failure);
        }
        return String.format(
                Locale.ROOT,
                "%s %-22s %8.3f %-9s (%.3f to %.3f; goal %s)  %s%s",
                isReached(row) ? "ok     " : "SHORT  ",
                row.line.id(),
                row.figure.median(),
                goal.unit(),
                row.figure.least(),
                row.figure.greatest(),
                goal.text(),
                row.line.text(),
                row.figure.note().isEmpty() ? "" : "; " + row.figure.note());
    }

    private static String json(Row row) {
        Line.Goal goal = row.line.goal();
        String figure = row.figure == null
                ? "\"failure\": " + quoted(row.failure)
                : String.format(
                        Locale.ROOT,
                        "\"median\": %s, \"least\": %s, \"greatest\": %s, \"note\": %s",
                        row.figure.median(),
                        row.figure.least(),
                        row.figure.greatest(),
                        quoted(row.figure.note()));
        return String.format(
                Locale.ROOT,
                "{\"id\": %s, \"text\": %s, \"%s\": %s, \"unit\": %s, \"reached\": %s, %s}",
                quoted(row.line.id()),
                quoted(row.line.text()),
                goal.atMost() ? "atMost" : "atLeast",
                goal.bound(),
                quoted(goal.unit()),
                isReached(row),
                figure);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
