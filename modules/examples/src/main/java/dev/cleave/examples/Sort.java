package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import dev.cleave.api.SequentialSolver;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Merge sort of n generated 64-bit numbers.
 *
 * <p>The numbers are those of {@code new java.util.SplittableRandom(seed)}, so that everybody can check the answer. A
 * problem only names a stretch of them; the results are the sorted stretches, and become large.
 */
public final class Sort implements Job<Sort.Stretch, long[]> {

    private static final Parameter<Integer> N =
            Parameter.integer("n", 1_000_000, "how many numbers").between(0, 500_000_000);
    private static final Parameter<Long> SEED = Parameter.longInteger("seed", 1, "seed of the generator");

    /**
     * Numbers that follow each other in the unsorted sequence.
     *
     * @param from the index of the first
     * @param count how many
     */
    public record Stretch(int from, int count) {}

    @Override
    public String description() {
        return "merge sort of n generated numbers";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(N, SEED, Kernel.KERNEL);
    }

    @Override
    public Stretch rootProblem(Arguments arguments) {
        return new Stretch(0, arguments.valueOf(N));
    }

    @Override
    public DivideAndConquer<Stretch, long[]> program(JobContext context) {
        long seed = context.arguments().valueOf(SEED);
        return context.arguments().valueOf(Kernel.KERNEL) ? new Solver(seed) : new Merge(seed);
    }

    /** A short account; {@link #write} gives the numbers themselves. */
    @Override
    public String render(long[] sorted) {
        String ends = sorted.length == 0 ? "" : ", first " + sorted[0] + ", last " + sorted[sorted.length - 1];
        return String.format(Locale.ROOT, "count %d%s, checksum %016x", sorted.length, ends, checksum(sorted));
    }

    /** The sorted numbers, one to a line. */
    @Override
    public void write(long[] sorted, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long number : sorted) {
                out.write(Long.toString(number));
                out.write('\n');
            }
        }
    }

    /** The polynomial in 31 that has the numbers as coefficients, modulo 2 to the 64th: it changes with their order. */
    static long checksum(long[] numbers) {
        long sum = 0;
        for (long number : numbers) {
            sum = 31 * sum + number;
        }
        return sum;
    }

    /** Down to single numbers. */
    static class Merge implements DivideAndConquer<Stretch, long[]> {

        final long seed;

        Merge(long seed) {
            this.seed = seed;
        }

        @Override
        public boolean isBaseCase(Stretch stretch) {
            return stretch.count < 2;
        }

        @Override
        public long[] solve(Stretch stretch) {
            return stretch.count == 0 ? new long[0] : new long[] {SplitMix.at(seed, stretch.from)};
        }

        @Override
        public List<Stretch> divide(Stretch stretch) {
            int half = stretch.count >>> 1;
            return List.of(new Stretch(stretch.from, half), new Stretch(stretch.from + half, stretch.count - half));
        }

        @Override
        public long[] combine(Stretch stretch, List<long[]> results) {
            long[] a = results.get(0);
            long[] b = results.get(1);
            long[] merged = new long[a.length + b.length];
            int i = 0;
            int j = 0;
            int k = 0;
            while (i < a.length && j < b.length) {
                merged[k++] = a[i] <= b[j] ? a[i++] : b[j++];
            }
            System.arraycopy(a, i, merged, k, a.length - i);
            System.arraycopy(b, j, merged, k + a.length - i, b.length - j);
            return merged;
        }
    }

    static final class Solver extends Merge implements SequentialSolver<Stretch, long[]> {

        Solver(long seed) {
            super(seed);
        }

        @Override
        public long[] solveSequentially(Stretch stretch) {
            long[] numbers = new long[stretch.count];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = SplitMix.at(seed, stretch.from + i);
            }
            Arrays.sort(numbers);
            return numbers;
        }

        @Override
        public double sizeHint(Stretch stretch) {
            return Math.max(1, stretch.count * (33.0 - Integer.numberOfLeadingZeros(stretch.count)));
        }
    }
}
