package dev.cleave.benchmarks.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Two ways to the same answer, run in turn, A B A B, and compared pair by pair.
 *
 * <p>Machines are shared and their speed drifts; neighbours in time see the same machine. Every answer is checked.
 */
public final class Contest {

    private final Object answer;
    private final int warmUps;

    /**
     * A contest.
     *
     * @param answer what every run has to return
     * @param warmUps how often each runs before it counts
     */
    public Contest(Object answer, int warmUps) {
        this.answer = answer;
        this.warmUps = warmUps;
    }

    /** The ratio of the times of A and B, pair by pair. */
    public Figure ratio(int rounds, Callable<?> a, Callable<?> b) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            time(a);
            time(b);
        }
        List<Double> ratios = new ArrayList<>();
        double[] timesA = new double[rounds];
        double[] timesB = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            timesA[i] = time(a);
            timesB[i] = time(b);
            ratios.add(timesA[i] / timesB[i]);
        }
        Arrays.sort(timesA);
        Arrays.sort(timesB);
        String note = String.format(Locale.ROOT, "%.1f against %.1f ms", Figure.median(timesA), Figure.median(timesB));
        return Figure.of(ratios, note);
    }

    /** The time of one way, run by run, in milliseconds. */
    public Figure millis(int rounds, Callable<?> way) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            time(way);
        }
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            times.add(time(way));
        }
        return Figure.of(times, "");
    }

    /** One run in milliseconds; the heap is cleaned before, so that nobody pays for another's garbage. */
    private double time(Callable<?> way) throws Exception {
        System.gc();
        long from = System.nanoTime();
        Object got = way.call();
        long nanos = System.nanoTime() - from;
        if (!Objects.equals(got, answer)) {
            throw new IllegalStateException("wrong answer: " + got + " (expected: " + answer + ")");
        }
        return nanos / 1e6;
    }
}
