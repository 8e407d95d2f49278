package dev.cleave.examples.search;

import java.util.Arrays;

/**
 * A bound on what the facilities that have no place yet add to the cost.
 *
 * <p>If facility i went to place k, then its flows to the others without a place would travel, at best, the largest the shortest
 * way; what it exchanges with facilities that have a place is known. The cheapest assignment by these costs is no dearer than any
 * real one (Gilmore, 1962; Lawler, 1963). Immutable.
 */
final class GilmoreLawler {

    private final QapInstance instance;

    GilmoreLawler(QapInstance instance) {
        this.instance = instance;
    }

    /** A bound on what is added when all others have a place. */
    long rest(int[] places) {
        int size = instance.size();
        int left = size - places.length;
        if (left == 0) {
            return 0;
        }
        int[] free = new int[left];
        boolean[] taken = new boolean[size];
        for (int place : places) {
            taken[place] = true;
        }
        int count = 0;
        for (int place = 0; place < size; place++) {
            if (!taken[place]) {
                free[count++] = place;
            }
        }
        int[] others = new int[left];
        for (int i = 0; i < left; i++) {
            others[i] = places.length + i;
        }
        int[][] flows = sortedRows(instance.a(), others);
        int[][] distances = sortedRows(instance.b(), free);
        long[][] costs = new long[left][left];
        for (int i = 0; i < left; i++) {
            for (int k = 0; k < left; k++) {
                costs[i][k] = withPlaced(others[i], free[k], places) + least(flows[i], distances[k]);
            }
        }
        return LeastAssignment.cost(costs, left);
    }

    /** The entries of each row to the others of the same kind, in ascending order. */
    private static int[][] sortedRows(int[][] matrix, int[] chosen) {
        int[][] rows = new int[chosen.length][chosen.length - 1];
        for (int i = 0; i < chosen.length; i++) {
            int at = 0;
            for (int j = 0; j < chosen.length; j++) {
                if (j != i) {
                    rows[i][at++] = matrix[chosen[i]][chosen[j]];
                }
            }
            Arrays.sort(rows[i]);
        }
        return rows;
    }

    /** The largest flows over the shortest distances. */
    private static long least(int[] flows, int[] distances) {
        long sum = 0;
        for (int i = 0; i < flows.length; i++) {
            sum += (long) flows[i] * distances[flows.length - 1 - i];
        }
        return sum;
    }

    private long withPlaced(int facility, int place, int[] places) {
        int[][] a = instance.a();
        int[][] b = instance.b();
        long cost = (long) a[facility][facility] * b[place][place];
        for (int i = 0; i < places.length; i++) {
            cost += (long) a[facility][i] * b[place][places[i]] + (long) a[i][facility] * b[places[i]][place];
        }
        return cost;
    }
}
