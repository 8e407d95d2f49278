package dev.cleave.graph.draw;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.graph.draw.Layers.Line;
import dev.cleave.graph.draw.Layers.Spot;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a graph whose spots have their places as SVG: edges, the critical ones above them, boxes on top. */
final class SvgWriter {

    private static final double MARGIN = 24;
    private static final double HEADER = 64;
    private static final double LETTER = 7.6;
    private static final double TITLE_LETTER = 11;
    private static final double LEAST_BOX_WIDTH = 84;
    private static final double LEAST_COLUMN_GAP = 56;
    private static final double MOST_COLUMN_GAP = 180;
    private static final double BOX_HEIGHT = Placement.BOX_HEIGHT;
    private static final double LEAST_WIDTH = 560;

    private static final String STYLE = """
            <style>
              text { font-family: system-ui, "DejaVu Sans", Arial, sans-serif; font-size: 12px; fill: #1b2733; }
              .title { font-size: 17px; font-weight: 600; }
              .quiet { fill: #51606f; }
              .edge { fill: none; stroke: #a3b0bd; stroke-width: 1.2; }
              .critical-edge { fill: none; stroke: #c2410c; stroke-width: 2.6; }
              .task { fill: #eef3f8; stroke: #7e91a5; stroke-width: 1; }
              .critical-task { fill: #ffedd9; stroke: #c2410c; stroke-width: 2.2; }
              .share { fill: #7e91a5; }
              .critical-share { fill: #c2410c; }
            </style>
            <defs>
              <marker id="tip" markerWidth="7" markerHeight="7" refX="6" refY="3.5" orient="auto" markerUnits="userSpaceOnUse">
                <path d="M0,0.5 L7,3.5 L0,6.5 Z" fill="#8a99a8"/>
              </marker>
              <marker id="critical-tip" markerWidth="10" markerHeight="10" refX="8" refY="5" orient="auto" markerUnits="userSpaceOnUse">
                <path d="M0,0.5 L10,5 L0,9.5 Z" fill="#c2410c"/>
              </marker>
            </defs>
            """;

    private final String title;
    private final TaskGraph graph;
    private final GraphAnalysis analysis;
    private final Layers layers;
    private final Set<Integer> critical;
    private final Set<Long> criticalEdges = new HashSet<>();
    private final double boxWidth;
    private final double[] lefts;
    private final StringBuilder svg = new StringBuilder();

    SvgWriter(String title, TaskGraph graph, GraphAnalysis analysis, Layers layers) {
        this.title = title;
        this.graph = graph;
        this.analysis = analysis;
        this.layers = layers;
        this.critical = new HashSet<>(analysis.criticalPath());
        List<Integer> path = analysis.criticalPath();
        for (int i = 1; i < path.size(); i++) {
            criticalEdges.add(edge(path.get(i - 1), path.get(i)));
        }
        this.boxWidth = boxWidth();
        this.lefts = lefts();
    }

    private static long edge(int from, int to) {
        return (long) from << 32 | to;
    }

    private double boxWidth() {
        int longest = 0;
        for (int task = 0; task < graph.size(); task++) {
            longest = Math.max(longest, Labels.shortened(graph.name(task)).length());
        }
        return Math.max(LEAST_BOX_WIDTH, longest * LETTER + 20);
    }

    /** Where each layer's boxes begin: the more edges lead to it, and the steeper they are, the wider the gap before it. */
    private double[] lefts() {
        double[] xs = new double[layers.all().size()];
        xs[0] = MARGIN;
        for (int i = 1; i < xs.length; i++) {
            double steepest = 0;
            for (Spot spot : layers.all().get(i)) {
                for (Spot before : spot.before) {
                    steepest = Math.max(steepest, Math.abs(spot.y - before.y));
                }
            }
            double gap = Math.min(MOST_COLUMN_GAP, Math.max(LEAST_COLUMN_GAP, steepest / 5));
            xs[i] = xs[i - 1] + boxWidth + gap;
        }
        return xs;
    }

    String write() {
        double lowest = 0;
        for (List<Spot> layer : layers.all()) {
            lowest = Math.max(lowest, layer.get(layer.size() - 1).y);
        }
        double titleWidth = title.length() * TITLE_LETTER + 2 * MARGIN;
        double columnsWidth = lefts[lefts.length - 1] + boxWidth + MARGIN;
        double width = Math.max(LEAST_WIDTH, Math.max(titleWidth, columnsWidth));
        double height = HEADER + lowest + BOX_HEIGHT + 2 * MARGIN;
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\""
                        + " viewBox=\"0 0 %1$.0f %2$.0f\" role=\"img\">%n",
                width, height));
        svg.append("<title>").append(Labels.escaped(title)).append("</title>\n").append(STYLE);
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        header();
        for (Line line : layers.lines()) {
            if (!isCritical(line)) {
                line(line, false);
            }
        }
        for (Line line : layers.lines()) {
            if (isCritical(line)) {
                line(line, true);
            }
        }
        long longest = 1;
        for (int task = 0; task < graph.size(); task++) {
            longest = Math.max(longest, graph.nanos(task));
        }
        for (List<Spot> layer : layers.all()) {
            for (Spot spot : layer) {
                if (!spot.isBend()) {
                    box(spot, longest);
                }
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private void header() {
        String figures = format(
                "%d tasks, %d edges · work %s · span %s · parallelism %.2f",
                graph.size(),
                graph.edges(),
                Labels.time(analysis.workNanos()),
                Labels.time(analysis.spanNanos()),
                analysis.parallelism());
        text(MARGIN, MARGIN + 8, "title", title);
        text(MARGIN, MARGIN + 28, "quiet", figures);
        svg.append(format(
                "<line class=\"critical-edge\" x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\"/>%n",
                MARGIN, MARGIN + 42, MARGIN + 26, MARGIN + 42));
        text(MARGIN + 34, MARGIN + 46, "quiet", "critical path · the bar in a box is its time beside the longest");
    }

    private void text(double x, double y, String type, String words) {
        svg.append(format("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", type, x, y, Labels.escaped(words)));
    }

    private boolean isCritical(Line line) {
        List<Spot> spots = line.spots();
        return criticalEdges.contains(edge(spots.get(0).task, spots.get(spots.size() - 1).task));
    }

    private double middle(Spot spot) {
        return HEADER + MARGIN + BOX_HEIGHT / 2 + spot.y;
    }

    private void line(Line line, boolean isCritical) {
        List<Spot> spots = line.spots();
        Spot from = spots.get(0);
        double x = lefts[from.layer] + boxWidth;
        double y = middle(from);
        StringBuilder path = new StringBuilder(format("M%.1f,%.1f", x, y));
        for (Spot to : spots.subList(1, spots.size())) {
            double toX = lefts[to.layer];
            double toY = middle(to);
            double half = (toX - x) / 2;
            path.append(format(" C%.1f,%.1f %.1f,%.1f %.1f,%.1f", x + half, y, toX - half, toY, toX, toY));
            x = toX;
            y = toY;
            if (to.isBend()) {
                x += boxWidth;
                path.append(format(" H%.1f", x));
            }
        }
        svg.append(format(
                "<path class=\"%1$sedge\" marker-end=\"url(#%1$stip)\" d=\"%2$s\"/>%n",
                isCritical ? "critical-" : "", path));
    }

    private void box(Spot spot, long longest) {
        boolean isCritical = critical.contains(spot.task);
        String prefix = isCritical ? "critical-" : "";
        double x = lefts[spot.layer];
        double y = middle(spot) - BOX_HEIGHT / 2;
        String name = graph.name(spot.task);
        String time = Labels.time(graph.nanos(spot.task));
        svg.append("<g><title>").append(Labels.escaped(name + ": " + time)).append("</title>\n");
        svg.append(format(
                "<rect class=\"%stask\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\"/>%n",
                prefix, x, y, boxWidth, BOX_HEIGHT));
        text(x + 9, y + 15, "name", Labels.shortened(name));
        text(x + 9, y + 29, "quiet", time);
        double share = (boxWidth - 18) * graph.nanos(spot.task) / longest;
        svg.append(format(
                "<rect class=\"%sshare\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"3\"/></g>%n",
                prefix, x + 9, y + 33, share));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }
}
