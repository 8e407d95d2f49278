package dev.cleave.core.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a job would take on some number of cores.
 *
 * <p>By the work and span laws no schedule is faster than {@code max(T1/p, T∞)}, and a greedy one is never slower than
 * {@code T1/p + T∞} (R. L. Graham, 1969; R. P. Brent, 1974).
 *
 * @param cores how many cores, at least 1
 * @param leastNanos no schedule takes less
 * @param mostNanos no greedy schedule takes more
 */
public record Prediction(int cores, long leastNanos, long mostNanos) {

    private static final int MOST_CORES = 1024;

    /**
     * The prediction for some number of cores.
     *
     * @param measured what the job took
     * @param cores how many cores, at least 1
     */
    public static Prediction of(Measured measured, int cores) {
        long share = measured.workNanos() / cores + (measured.workNanos() % cores == 0 ? 0 : 1);
        long span = Math.min(measured.spanNanos(), measured.workNanos());
        return new Prediction(cores, Math.max(share, span), cores == 1 ? measured.workNanos() : share + span);
    }

    /**
     * The predictions for 1, 2, 4 … 1024 cores.
     *
     * @param measured what the job took
     * @return eleven predictions, in order of cores
     */
    public static List<Prediction> of(Measured measured) {
        List<Prediction> predictions = new ArrayList<>();
        for (int cores = 1; cores <= MOST_CORES; cores *= 2) {
            predictions.add(of(measured, cores));
        }
        return List.copyOf(predictions);
    }
}
