package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import dev.cleave.api.SequentialSolver;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Adaptive quadrature by Simpson's rule (Kuncir, Algorithm 103, 1962; Lyness, 1969).
 *
 * <p>An interval is halved until Simpson's rule on its halves agrees with the rule on the whole. The sum is taken along
 * the tree of intervals, which depends on the function alone: the answer has the same bits on any number of cores.
 */
public final class Integrate implements Job<Integrate.Interval, Integrate.Integral> {

    private static final Parameter<String> FUNCTION = Parameter.choice(
            "function",
            "pi",
            "what to integrate",
            Arrays.stream(Integrand.values()).map(Integrate::word).toArray(String[]::new));
    private static final Parameter<Double> TOLERANCE =
            Parameter.decimal("tolerance", 1e-12, "absolute error to aim at").between(1e-300, 1e-6);

    private static final double ROUNDING = 0x1p-50;

    /**
     * An interval with the function's values at its ends and quarters.
     *
     * @param from where it starts
     * @param to where it ends
     * @param atFrom the value at the start
     * @param atQuarter the value after a quarter
     * @param atHalf the value in the middle
     * @param atThreeQuarters the value after three quarters
     * @param atTo the value at the end
     * @param tolerance the error allowed in this interval
     */
    public record Interval(
            double from,
            double to,
            double atFrom,
            double atQuarter,
            double atHalf,
            double atThreeQuarters,
            double atTo,
            double tolerance) {

        double middle() {
            return from + (to - from) / 2;
        }

        /** Simpson's rule on the two halves. */
        double fine() {
            return (to - from) / 12 * (atFrom + 4 * atQuarter + 2 * atHalf + 4 * atThreeQuarters + atTo);
        }

        /** By how much that differs from Simpson's rule on the whole. */
        double difference() {
            return fine() - (to - from) / 6 * (atFrom + 4 * atHalf + atTo);
        }

        /** Whether there is nothing to gain by halving: the rules agree, or differ by no more than rounding may cause. */
        boolean isSettled() {
            return Math.abs(difference()) <= Math.max(tolerance, rounding()) || middle() <= from;
        }

        /** What the rounding of the values and, where the function is steep, of the places may add up to. */
        private double rounding() {
            double most = Math.max(Math.max(Math.abs(atFrom), Math.abs(atHalf)), Math.abs(atTo));
            double step = Math.max(
                    Math.max(Math.abs(atQuarter - atFrom), Math.abs(atHalf - atQuarter)),
                    Math.max(Math.abs(atThreeQuarters - atHalf), Math.abs(atTo - atThreeQuarters)));
            return ROUNDING * ((to - from) * most + 4 * step * Math.max(Math.abs(from), Math.abs(to)));
        }

        /** The better of two estimates, from both (Richardson). */
        double integral() {
            return fine() + difference() / 15;
        }
    }

    /**
     * An integral found.
     *
     * @param value its value
     * @param pieces the number of intervals that it is the sum of
     */
    public record Integral(double value, long pieces) {}

    private static String word(Integrand integrand) {
        return integrand.name().toLowerCase(Locale.ROOT);
    }

    private static Integrand integrand(Arguments arguments) {
        return Integrand.valueOf(arguments.valueOf(FUNCTION).toUpperCase(Locale.ROOT));
    }

    @Override
    public String description() {
        return "adaptive quadrature of a function with a known integral";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FUNCTION, TOLERANCE, Kernel.KERNEL);
    }

    @Override
    public Interval rootProblem(Arguments arguments) {
        Integrand f = integrand(arguments);
        double quarter = (f.to() - f.from()) / 4;
        return new Interval(
                f.from(),
                f.to(),
                f.at(f.from()),
                f.at(f.from() + quarter),
                f.at(f.from() + 2 * quarter),
                f.at(f.from() + 3 * quarter),
                f.at(f.to()),
                arguments.valueOf(TOLERANCE));
    }

    @Override
    public DivideAndConquer<Interval, Integral> program(JobContext context) {
        Integrand f = integrand(context.arguments());
        return context.arguments().valueOf(Kernel.KERNEL) ? new Solver(f) : new Halves(f);
    }

    @Override
    public String render(Integral result) {
        return "value " + result.value + ", pieces " + result.pieces;
    }

    /** Half by half. */
    static class Halves implements DivideAndConquer<Interval, Integral> {

        final Integrand f;

        Halves(Integrand f) {
            this.f = f;
        }

        @Override
        public boolean isBaseCase(Interval interval) {
            return interval.isSettled();
        }

        @Override
        public Integral solve(Interval interval) {
            return new Integral(interval.integral(), 1);
        }

        @Override
        public List<Interval> divide(Interval interval) {
            return List.of(left(interval), right(interval));
        }

        final Interval left(Interval whole) {
            double to = whole.middle();
            double eighth = (to - whole.from) / 4;
            return new Interval(
                    whole.from,
                    to,
                    whole.atFrom,
                    f.at(whole.from + eighth),
                    whole.atQuarter,
                    f.at(whole.from + 3 * eighth),
                    whole.atHalf,
                    whole.tolerance / 2);
        }

        final Interval right(Interval whole) {
            double from = whole.middle();
            double eighth = (whole.to - from) / 4;
            return new Interval(
                    from,
                    whole.to,
                    whole.atHalf,
                    f.at(from + eighth),
                    whole.atThreeQuarters,
                    f.at(from + 3 * eighth),
                    whole.atTo,
                    whole.tolerance / 2);
        }

        @Override
        public Integral combine(Interval interval, List<Integral> results) {
            Integral left = results.get(0);
            Integral right = results.get(1);
            return new Integral(left.value + right.value, left.pieces + right.pieces);
        }
    }

    /** The same sums in the same order, without a list or a result object for each. */
    static final class Solver extends Halves implements SequentialSolver<Interval, Integral> {

        Solver(Integrand f) {
            super(f);
        }

        @Override
        public Integral solveSequentially(Interval interval) {
            long[] pieces = new long[1];
            double value = value(interval, pieces);
            return new Integral(value, pieces[0]);
        }

        private double value(Interval interval, long[] pieces) {
            if (interval.isSettled()) {
                pieces[0]++;
                return interval.integral();
            }
            return value(left(interval), pieces) + value(right(interval), pieces);
        }
    }
}
