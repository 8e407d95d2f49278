package dev.cleave.graph.draw;

import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import java.util.List;

/** Draws a graph from left to right, each level a column, its critical path marked. */
public final class GraphDrawing {

    private static final int MOST_TASKS = 2_000;
    private static final int MOST_PIECES = 40_000;

    private GraphDrawing() {}

    /**
     * The drawing as one SVG document that needs nothing else: no script, font or style from elsewhere.
     *
     * @param title what stands above it
     * @param graph what is drawn
     * @throws GraphRefusedException if there is more than anybody could look at
     */
    public static String svg(String title, TaskGraph graph) {
        long pieces = Layers.pieces(graph);
        if (graph.size() > MOST_TASKS || pieces > MOST_PIECES) {
            throw new GraphRefusedException(List.of(new GraphFault(
                    Code.TOO_LARGE,
                    Place.NOWHERE,
                    graph.size() + " tasks, and edges that pass " + pieces + " levels",
                    "at most " + MOST_TASKS + " tasks and " + MOST_PIECES + " levels passed, to draw them")));
        }
        Layers layers = Layers.of(graph);
        Ordering.apply(layers.all());
        Placement.apply(layers.all());
        return new SvgWriter(title, graph, GraphAnalysis.of(graph), layers).write();
    }
}
