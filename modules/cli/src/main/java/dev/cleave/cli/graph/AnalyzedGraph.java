package dev.cleave.cli.graph;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.core.graph.schedule.Makespan;
import dev.cleave.graph.read.ReadGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What follows from a graph, for people and for programs.
 *
 * @param file where it was read
 * @param read the graph
 * @param analysis work, span, critical path and widths
 * @param makespans how long it takes on 1, 2, 4 … 1024 cores
 */
record AnalyzedGraph(String file, ReadGraph read, GraphAnalysis analysis, List<Makespan> makespans) {

    private static final int MOST_PATH_ROWS = 40;
    private static final int MOST_LEVEL_ROWS = 40;

    static AnalyzedGraph of(String file, ReadGraph read) {
        return new AnalyzedGraph(file, read, GraphAnalysis.of(read.graph()), Makespan.of(read.graph()));
    }

    /** One document of maps, lists, numbers and text; times in seconds. */
    Map<String, Object> document() {
        TaskGraph graph = read.graph();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("format", read.format().title());
        read.name().ifPresent(name -> document.put("name", name));
        document.put("tasks", graph.size());
        document.put("edges", graph.edges());
        document.put("work", seconds(analysis.workNanos()));
        document.put("span", seconds(analysis.spanNanos()));
        document.put("parallelism", analysis.parallelism());
        List<Map<String, Object>> path = new ArrayList<>();
        long start = 0;
        for (int task : analysis.criticalPath()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("task", graph.name(task));
            row.put("start", seconds(start));
            row.put("time", seconds(graph.nanos(task)));
            path.add(row);
            start += graph.nanos(task);
        }
        document.put("criticalPath", path);
        document.put("width", analysis.width());
        document.put("widths", analysis.widths());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Makespan makespan : makespans) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("cores", makespan.cores());
            row.put("makespan", seconds(makespan.nanos()));
            row.put("least", seconds(makespan.leastNanos()));
            row.put("most", seconds(makespan.mostNanos()));
            rows.add(row);
        }
        document.put("prediction", rows);
        return document;
    }

    /** The same in columns. */
    String table() {
        TaskGraph graph = read.graph();
        List<String> lines = new ArrayList<>();
        lines.add(read.name().map(name -> name + " (" + file + ")").orElse(file) + ": "
                + read.format().title() + ", " + Units.count(graph.size()) + " tasks, " + Units.count(graph.edges())
                + " edges");
        lines.add("");
        lines.addAll(new Columns("ll")
                .row("work T1", time(analysis.workNanos()))
                .row("span T∞", time(analysis.spanNanos()))
                .row("parallelism", Units.threeDigits(analysis.parallelism()))
                .row("levels", Units.count(analysis.widths().size()))
                .row("width", Units.count(analysis.width()) + " tasks on the widest level")
                .lines(2));
        lines.add("");
        lines.add("critical path: " + Units.count(analysis.criticalPath().size()) + " tasks");
        lines.addAll(criticalPath(graph).lines(2));
        lines.add("");
        lines.add("tasks by level");
        lines.addAll(levels().lines(2));
        lines.add("");
        lines.add("makespan by list scheduling, longest way to go first");
        lines.addAll(makespanRows().lines(2));
        return String.join(System.lineSeparator(), lines);
    }

    private Columns criticalPath(TaskGraph graph) {
        Columns columns = new Columns("rrl").row("from", "time", "task");
        List<Integer> path = analysis.criticalPath();
        long start = 0;
        for (int i = 0; i < path.size(); i++) {
            int task = path.get(i);
            if (path.size() <= MOST_PATH_ROWS || i < MOST_PATH_ROWS / 2 || i >= path.size() - MOST_PATH_ROWS / 2) {
                columns.row(time(start), time(graph.nanos(task)), graph.name(task));
            } else if (i == MOST_PATH_ROWS / 2) {
                columns.row("…", "…", Units.count(path.size() - MOST_PATH_ROWS) + " more");
            }
            start += graph.nanos(task);
        }
        return columns;
    }

    /** Levels of the same width that follow each other are one row. */
    private Columns levels() {
        Columns columns = new Columns("rr").row("level", "tasks");
        List<Integer> widths = analysis.widths();
        int rows = 0;
        int first = 0;
        for (int level = 1; level <= widths.size(); level++) {
            if (level < widths.size() && widths.get(level).equals(widths.get(first))) {
                continue;
            }
            if (++rows > MOST_LEVEL_ROWS) {
                columns.row("… " + (widths.size() - 1), "-o json has all");
                break;
            }
            columns.row(
                    level - 1 == first ? String.valueOf(first) : first + " to " + (level - 1),
                    Units.count(widths.get(first)));
            first = level;
        }
        return columns;
    }

    private Columns makespanRows() {
        Columns columns = new Columns("rrrrr").row("cores", "makespan", "at least", "at most", "speed-up");
        for (Makespan makespan : makespans) {
            double speedUp = makespan.nanos() == 0 ? 1 : (double) analysis.workNanos() / makespan.nanos();
            columns.row(
                    String.valueOf(makespan.cores()),
                    time(makespan.nanos()),
                    time(makespan.leastNanos()),
                    time(makespan.mostNanos()),
                    Units.threeDigits(speedUp));
        }
        return columns;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Milliseconds matter to who compares with other tools; below a second three digits do. */
    private static String time(long nanos) {
        return nanos >= 1_000_000_000 ? String.format(Locale.ROOT, "%,.3f s", nanos / 1e9) : Units.time(nanos);
    }
}
