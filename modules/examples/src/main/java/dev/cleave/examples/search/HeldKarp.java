package dev.cleave.examples.search;

import java.util.Arrays;

/**
 * A bound on how long the rest of a tour is: from the city where it stands through all cities left and back to the first.
 *
 * <p>The rest is a path, so no shorter than the shortest tree over the same cities. In such a tree cities branch; prices that are
 * added to all roads of a city, and taken off the sum again, make branching dear and change nothing for a path. They are raised and
 * lowered step by step (Held and Karp, 1971). Where roads differ from the way back, the shorter one counts. Immutable.
 */
final class HeldKarp {

    private static final double FAR = Double.MAX_VALUE;
    private static final int ENDS = 2;

    private final int[][] shorter;
    private final int steps;

    /**
     * A bound.
     *
     * @param steps how often prices are changed for one bound; 0 for the shortest tree alone
     */
    HeldKarp(TspInstance instance, int steps) {
        int size = instance.size();
        this.shorter = new int[size][size];
        this.steps = steps;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                shorter[i][j] = Math.min(instance.distance()[i][j], instance.distance()[j][i]);
            }
        }
    }

    /**
     * A bound on the rest of a tour.
     *
     * @param visited the cities visited, as bits; the first city is 0
     * @param at where the tour stands, visited as well and not the first
     */
    long rest(long visited, int at) {
        int size = shorter.length;
        int[] cities = new int[size];
        cities[0] = at;
        int count = ENDS;
        for (int city = 1; city < size; city++) {
            if ((visited >>> city & 1) == 0) {
                cities[count++] = city;
            }
        }
        double[] price = new double[count];
        int[] degree = new int[count];
        double best = 0;
        double step = 0;
        for (int i = 0; i <= steps; i++) {
            double length = tree(cities, count, price, degree);
            int off = 0;
            for (int c = 0; c < count; c++) {
                int wanted = wanted(c);
                length -= wanted * price[c];
                off += (degree[c] - wanted) * (degree[c] - wanted);
            }
            best = Math.max(best, length);
            if (off == 0) {
                break;
            }
            step = i == 0 ? 0.1 * length / count : step * 0.95;
            for (int c = 0; c < count; c++) {
                price[c] += step * (degree[c] - wanted(c));
            }
        }
        return (long) Math.ceil(best - 1e-6);
    }

    /** How many roads of a path end at a city. */
    private static int wanted(int city) {
        return city < ENDS ? 1 : 2;
    }

    /** The length of the shortest tree with prices (Prim, 1957). The ends are not joined by a road, unless nothing else is left. */
    private double tree(int[] cities, int count, double[] price, int[] degree) {
        double[] nearest = new double[count];
        int[] from = new int[count];
        boolean[] in = new boolean[count];
        Arrays.fill(degree, 0);
        double length = 0;
        Arrays.fill(nearest, FAR);
        int next = 0;
        for (int added = 0; added < count; added++) {
            in[next] = true;
            if (added > 0) {
                length += nearest[next];
                degree[next]++;
                degree[from[next]]++;
            }
            int best = -1;
            for (int c = 0; c < count; c++) {
                if (!in[c]) {
                    double road = shorter[cities[next]][cities[c]] + price[next] + price[c];
                    boolean joinsEnds = c < ENDS && next < ENDS && count > ENDS;
                    if (!joinsEnds && road < nearest[c]) {
                        nearest[c] = road;
                        from[c] = next;
                    }
                    if (best < 0 || nearest[c] < nearest[best]) {
                        best = c;
                    }
                }
            }
            next = best;
        }
        return length;
    }
}
