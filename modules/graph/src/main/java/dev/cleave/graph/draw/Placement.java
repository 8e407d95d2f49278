package dev.cleave.graph.draw;

import dev.cleave.graph.draw.Layers.Spot;
import java.util.List;
import java.util.function.Function;

/**
 * Gives each spot its height: as near as it can be to the mean of its neighbours, without touching the one above or changing the
 * order.
 *
 * <p>With the order fixed, the nearest heights in the sense of least squares are an isotonic regression, which pooling adjacent
 * violators finds in one pass (M. Ayer and others, 1955). Bends weigh more than tasks, so that long edges are straight.
 */
final class Placement {

    static final double BOX_HEIGHT = 40;
    private static final double GAP = 14;
    private static final double BEND_HEIGHT = 4;
    private static final int SWEEPS = 8;
    private static final double BEND_WEIGHT = 4;

    private Placement() {}

    static void apply(List<List<Spot>> layers) {
        for (List<Spot> layer : layers) {
            double y = 0;
            for (int i = 0; i < layer.size(); i++) {
                y += i == 0 ? 0 : distance(layer.get(i - 1), layer.get(i));
                layer.get(i).y = y;
            }
            double middle = y / 2;
            layer.forEach(spot -> spot.y -= middle);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 1; i < layers.size(); i++) {
                place(layers.get(i), spot -> spot.before);
            }
            for (int i = layers.size() - 2; i >= 0; i--) {
                place(layers.get(i), spot -> spot.behind);
            }
        }
        double top = Double.MAX_VALUE;
        for (List<Spot> layer : layers) {
            top = Math.min(top, layer.get(0).y);
        }
        for (List<Spot> layer : layers) {
            for (Spot spot : layer) {
                spot.y -= top;
            }
        }
    }

    private static double distance(Spot above, Spot below) {
        return (height(above) + height(below)) / 2 + GAP;
    }

    private static double height(Spot spot) {
        return spot.isBend() ? BEND_HEIGHT : BOX_HEIGHT;
    }

    private static void place(List<Spot> layer, Function<Spot, List<Spot>> neighbours) {
        int size = layer.size();
        double[] means = new double[size];
        double[] weights = new double[size];
        int[] ends = new int[size];
        double[] offsets = new double[size];
        int pools = 0;
        for (int i = 0; i < size; i++) {
            Spot spot = layer.get(i);
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + distance(layer.get(i - 1), spot);
            double wish = neighbours.apply(spot).stream()
                    .mapToDouble(neighbour -> neighbour.y)
                    .average()
                    .orElse(spot.y);
            means[pools] = wish - offsets[i];
            weights[pools] = spot.isBend() ? BEND_WEIGHT : 1;
            ends[pools++] = i;
            while (pools > 1 && means[pools - 2] > means[pools - 1]) {
                double weight = weights[pools - 2] + weights[pools - 1];
                means[pools - 2] =
                        (means[pools - 2] * weights[pools - 2] + means[pools - 1] * weights[pools - 1]) / weight;
                weights[pools - 2] = weight;
                ends[pools - 2] = i;
                pools--;
            }
        }
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (; i <= ends[pool]; i++) {
                layer.get(i).y = means[pool] + offsets[i];
            }
        }
    }
}
