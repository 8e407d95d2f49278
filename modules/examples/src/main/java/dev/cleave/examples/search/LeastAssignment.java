package dev.cleave.examples.search;

import java.util.Arrays;

/**
 * The cheapest way to give each row a column of its own.
 *
 * <p>The Hungarian method with potentials, row by row along shortest paths, in time of the third power (Kuhn, 1955; Jonker and Volgenant,
 * 1987).
 */
final class LeastAssignment {

    private static final long FAR = Long.MAX_VALUE / 4;

    private LeastAssignment() {}

    /**
     * The sum of the cheapest assignment.
     *
     * @param costs of row and column, square
     * @param size how many of both count
     */
    static long cost(long[][] costs, int size) {
        long[] ofRow = new long[size + 1];
        long[] ofColumn = new long[size + 1];
        int[] rowOf = new int[size + 1];
        int[] way = new int[size + 1];
        long[] least = new long[size + 1];
        boolean[] used = new boolean[size + 1];
        for (int row = 1; row <= size; row++) {
            rowOf[0] = row;
            int column = 0;
            Arrays.fill(least, FAR);
            Arrays.fill(used, false);
            do {
                used[column] = true;
                int from = rowOf[column];
                long delta = FAR;
                int nearest = 0;
                for (int j = 1; j <= size; j++) {
                    if (!used[j]) {
                        long reduced = costs[from - 1][j - 1] - ofRow[from] - ofColumn[j];
                        if (reduced < least[j]) {
                            least[j] = reduced;
                            way[j] = column;
                        }
                        if (least[j] < delta) {
                            delta = least[j];
                            nearest = j;
                        }
                    }
                }
                for (int j = 0; j <= size; j++) {
                    if (used[j]) {
                        ofRow[rowOf[j]] += delta;
                        ofColumn[j] -= delta;
                    } else {
                        least[j] -= delta;
                    }
                }
                column = nearest;
            } while (rowOf[column] != 0);
            do {
                int before = way[column];
                rowOf[column] = rowOf[before];
                column = before;
            } while (column != 0);
        }
        return -ofColumn[0];
    }
}
