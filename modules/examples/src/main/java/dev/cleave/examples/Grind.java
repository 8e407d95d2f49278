package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A given number of base cases that each take a given processor time, to test and measure with.
 *
 * <p>The answer tells how many there were, and a checksum over which: the sum of numbers that stand for them, so
 * that none can be missing or counted twice unnoticed.
 */
public final class Grind implements Job<Grind.Span, Grind.Ground> {

    private static final Parameter<Integer> K =
            Parameter.integer("k", 100, "number of base cases").between(1, 1_000_000_000);
    private static final Parameter<Double> MS = Parameter.decimal("ms", 10, "processor time of each, in milliseconds")
            .between(0.0, 3_600_000.0);
    private static final Parameter<Integer> FAN = Parameter.integer("fan", 1000, "most subproblems that a problem has")
            .between(2, 1_000_000);

    /**
     * Base cases that follow each other.
     *
     * @param from the index of the first
     * @param count how many
     */
    public record Span(int from, int count) {}

    /**
     * What was done.
     *
     * @param count the number of base cases
     * @param checksum the sum of the first numbers of {@code new java.util.SplittableRandom(0)}, one for each base case
     */
    public record Ground(long count, long checksum) {}

    @Override
    public String description() {
        return "k base cases of a given processor time each, to test and measure with";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(K, MS, FAN);
    }

    @Override
    public Span rootProblem(Arguments arguments) {
        return new Span(0, arguments.valueOf(K));
    }

    @Override
    public DivideAndConquer<Span, Ground> program(JobContext context) {
        long nanos = Math.round(context.arguments().valueOf(MS) * 1e6);
        return new Grinder(nanos, context.arguments().valueOf(FAN), context);
    }

    @Override
    public String render(Ground result) {
        return String.format(Locale.ROOT, "count %d, checksum %016x", result.count, result.checksum);
    }

    static final class Grinder implements DivideAndConquer<Span, Ground> {

        private final long nanos;
        private final int fan;
        private final JobContext context;

        Grinder(long nanos, int fan, JobContext context) {
            this.nanos = nanos;
            this.fan = fan;
            this.context = context;
        }

        @Override
        public boolean isBaseCase(Span span) {
            return span.count == 1;
        }

        @Override
        public Ground solve(Span span) {
            if (nanos > 0) {
                ProcessorTime.burn(nanos, context);
            }
            return new Ground(1, SplitMix.at(0, span.from));
        }

        @Override
        public List<Span> divide(Span span) {
            int parts = Math.min(fan, span.count);
            List<Span> children = new ArrayList<>(parts);
            int from = span.from;
            for (int i = 0; i < parts; i++) {
                int end = span.from + (int) ((long) span.count * (i + 1) / parts);
                children.add(new Span(from, end - from));
                from = end;
            }
            return children;
        }

        @Override
        public Ground combine(Span span, List<Ground> results) {
            long count = 0;
            long checksum = 0;
            for (Ground result : results) {
                count += result.count;
                checksum += result.checksum;
            }
            return new Ground(count, checksum);
        }
    }

    /** Loaded only when there is time to burn. */
    private static final class ProcessorTime {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** Keeps the calling thread busy until it has used so much processor time, or the job is not wanted any more. */
        static void burn(long nanos, JobContext context) {
            long start = THREADS.getCurrentThreadCpuTime();
            while (THREADS.getCurrentThreadCpuTime() - start < nanos && !context.isCancelled()) {
                for (int i = 0; i < 200; i++) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
