package dev.cleave.graph.draw;

import dev.cleave.graph.draw.Layers.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Orders each layer so that few edges cross: every spot goes to the mean position of its neighbours, layer after layer, there and
 * back; the order with the fewest crossings stays (the barycenter method of Sugiyama, Tagawa and Toda).
 */
final class Ordering {

    private static final int SWEEPS = 12;

    private Ordering() {}

    static void apply(List<List<Spot>> layers) {
        List<List<Spot>> best = copy(layers);
        long fewest = crossings(layers);
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            if (sweep % 2 == 0) {
                for (int i = 1; i < layers.size(); i++) {
                    sort(layers.get(i), spot -> spot.before);
                }
            } else {
                for (int i = layers.size() - 2; i >= 0; i--) {
                    sort(layers.get(i), spot -> spot.behind);
                }
            }
            long now = crossings(layers);
            if (now < fewest) {
                fewest = now;
                best = copy(layers);
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            layers.set(i, best.get(i));
            number(best.get(i));
        }
    }

    private static void sort(List<Spot> layer, Function<Spot, List<Spot>> neighbours) {
        List<double[]> means = new ArrayList<>();
        for (Spot spot : layer) {
            double mean = neighbours.apply(spot).stream()
                    .mapToInt(neighbour -> neighbour.position)
                    .average()
                    .orElse(spot.position);
            means.add(new double[] {mean, spot.position});
        }
        layer.sort(Comparator.comparingDouble(spot -> means.get(spot.position)[0]));
        number(layer);
    }

    private static void number(List<Spot> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).position = i;
        }
    }

    private static List<List<Spot>> copy(List<List<Spot>> layers) {
        List<List<Spot>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    /** How many pairs of edges cross, all layers together. */
    static long crossings(List<List<Spot>> layers) {
        long crossings = 0;
        for (int i = 1; i < layers.size(); i++) {
            crossings += crossings(layers.get(i - 1), layers.get(i).size());
        }
        return crossings;
    }

    /** Counts inversions with a tree of sums (W. Barth, M. Jünger, P. Mutzel, 2002). */
    private static long crossings(List<Spot> left, int right) {
        long[] sums = new long[right + 1];
        long seen = 0;
        long crossings = 0;
        for (Spot spot : left) {
            int[] ends = spot.behind.stream().mapToInt(end -> end.position).toArray();
            for (int end : ends) {
                crossings += seen - upTo(sums, end + 1);
            }
            for (int end : ends) {
                for (int i = end + 1; i <= right; i += i & -i) {
                    sums[i]++;
                }
            }
            seen += ends.length;
        }
        return crossings;
    }

    private static long upTo(long[] sums, int position) {
        long sum = 0;
        for (int i = position; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        return sum;
    }
}
