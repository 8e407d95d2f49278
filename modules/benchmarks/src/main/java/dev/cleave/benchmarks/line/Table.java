package dev.cleave.benchmarks.line;

import java.util.ArrayList;
import java.util.List;

/** All lines. */
public final class Table {

    private Table() {}

    /** The lines of the table, in order. */
    public static List<Line> lines() {
        List<Line> lines = new ArrayList<>(EngineLines.all());
        lines.addAll(ClusterLines.all());
        lines.addAll(SearchLines.all());
        lines.addAll(FaultLines.all());
        lines.addAll(ProcessLines.all());
        lines.addAll(CommandLines.all());
        lines.add(HeapLine.line());
        lines.add(SimulatedLine.line());
        lines.addAll(ServiceLines.all());
        lines.addAll(ExecutorLines.all());
        return lines;
    }

    /** The lines of the job service, in order. */
    public static List<Line> serviceLines() {
        return ServiceLines.all();
    }

    /** A line of the table, or one that another needs in a JVM of its own. */
    public static Line line(String id) {
        List<Line> all = new ArrayList<>(lines());
        all.addAll(Turns.alone());
        return all.stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line " + id));
    }
}
