package dev.cleave.core.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Divides a quantity by weights, such that nobody gets more than a limit and what one cannot take goes to the others: weighted
 * max-min fairness, by progressive filling (D. Bertsekas and R. Gallager, Data Networks, 1992, section 6.5.2).
 */
final class Filling {

    private Filling() {}

    /**
     * The parts.
     *
     * @param quantity what there is, at least 0
     * @param weights above 0 each
     * @param limits at least 0 each
     * @return one part for each weight; together the quantity, or all limits if those are less
     */
    static double[] of(double quantity, double[] weights, double[] limits) {
        List<Integer> soonestFull = new ArrayList<>();
        double weightLeft = 0;
        for (int i = 0; i < weights.length; i++) {
            soonestFull.add(i);
            weightLeft += weights[i];
        }
        soonestFull.sort(Comparator.comparingDouble(i -> limits[i] / weights[i]));
        double left = quantity;
        double[] parts = new double[weights.length];
        for (int i : soonestFull) {
            parts[i] = Math.min(limits[i], weightLeft <= 0 ? left : left * weights[i] / weightLeft);
            left = Math.max(0, left - parts[i]);
            weightLeft -= weights[i];
        }
        return parts;
    }
}
