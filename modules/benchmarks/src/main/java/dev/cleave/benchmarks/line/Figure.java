package dev.cleave.benchmarks.line;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured: a median with its spread.
 *
 * @param median the figure to quote
 * @param least the smallest of the runs
 * @param greatest the largest of the runs
 * @param note the times behind it, for people
 */
public record Figure(double median, double least, double greatest, String note) {

    /** The figure of several runs. */
    public static Figure of(List<Double> runs, String note) {
        double[] sorted = runs.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Figure(median(sorted), sorted[0], sorted[sorted.length - 1], note);
    }

    /** The same in units that are so many times larger. */
    Figure over(double unit, String otherNote) {
        return new Figure(median / unit, least / unit, greatest / unit, otherNote);
    }

    /** The median of sorted numbers. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
