package dev.cleave.graph.draw;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph cut into layers, one per level; an edge that passes over layers has a bend in each of them, so that all edges lead
 * from a layer to the next (K. Sugiyama, S. Tagawa, M. Toda, 1981).
 */
final class Layers {

    /** What stands in a layer: a task, or a bend of an edge. */
    static final class Spot {
        /** The task; -1 for a bend. */
        final int task;

        final int layer;
        final List<Spot> before = new ArrayList<>();
        final List<Spot> behind = new ArrayList<>();
        /** Where in its layer it stands, from 0. */
        int position;
        /** The height of its middle in the drawing. */
        double y;

        Spot(int task, int layer) {
            this.task = task;
            this.layer = layer;
        }

        boolean isBend() {
            return task < 0;
        }
    }

    /**
     * An edge of the graph.
     *
     * @param spots the task it comes from, its bends, the task it leads to
     */
    record Line(List<Spot> spots) {}

    private final List<List<Spot>> layers = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private Layers() {}

    static Layers of(TaskGraph graph) {
        Layers layers = new Layers();
        int[] levels = GraphAnalysis.levels(graph);
        Spot[] spots = new Spot[graph.size()];
        for (int position = 0; position < graph.size(); position++) {
            int task = graph.inOrder(position);
            spots[task] = layers.add(task, levels[task]);
        }
        for (int task = 0; task < graph.size(); task++) {
            for (int k = 0; k < graph.followerCount(task); k++) {
                layers.connect(spots[task], spots[graph.follower(task, k)]);
            }
        }
        return layers;
    }

    /** How many pieces the edges have together. */
    static long pieces(TaskGraph graph) {
        int[] levels = GraphAnalysis.levels(graph);
        long pieces = 0;
        for (int task = 0; task < graph.size(); task++) {
            for (int k = 0; k < graph.followerCount(task); k++) {
                pieces += levels[graph.follower(task, k)] - levels[task];
            }
        }
        return pieces;
    }

    private Spot add(int task, int layer) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        Spot spot = new Spot(task, layer);
        spot.position = layers.get(layer).size();
        layers.get(layer).add(spot);
        return spot;
    }

    private void connect(Spot from, Spot to) {
        List<Spot> spots = new ArrayList<>(List.of(from));
        for (int layer = from.layer + 1; layer < to.layer; layer++) {
            spots.add(add(-1, layer));
        }
        spots.add(to);
        for (int i = 1; i < spots.size(); i++) {
            spots.get(i - 1).behind.add(spots.get(i));
            spots.get(i).before.add(spots.get(i - 1));
        }
        lines.add(new Line(List.copyOf(spots)));
    }

    /** The layers from left to right, each from top to bottom. */
    List<List<Spot>> all() {
        return layers;
    }

    List<Line> lines() {
        return lines;
    }
}
