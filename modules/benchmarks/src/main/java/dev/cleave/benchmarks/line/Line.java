package dev.cleave.benchmarks.line;

import java.util.List;

/**
 * One line of the table: a figure, and what it has to be.
 *
 * @param id by which it is chosen: lower case letters, digits and dashes
 * @param text what is measured against what, for people
 * @param goal what is to be reached
 * @param jvmOptions what the line's own JVM is started with
 * @param measuring how it is measured
 */
public record Line(String id, String text, Goal goal, List<String> jvmOptions, Measuring measuring) {

    /** What a figure has to be, at the most or at the least. */
    public record Goal(boolean atMost, double bound, String unit) {

        /** A figure not above a bound. */
        public static Goal atMost(double bound, String unit) {
            return new Goal(true, bound, unit);
        }

        /** A figure not below a bound. */
        public static Goal atLeast(double bound, String unit) {
            return new Goal(false, bound, unit);
        }

        /** The goal as {@code ≤ 1.03 ×}. */
        public String text() {
            String number = bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
            return (atMost ? "≤ " : "≥ ") + number + " " + unit;
        }

        /** Whether a figure is good enough. */
        public boolean isReachedBy(double figure) {
            return atMost ? figure <= bound : figure >= bound;
        }
    }

    /** How a figure comes about. Runs in the line's own JVM. */
    @FunctionalInterface
    public interface Measuring {

        /**
         * Measures.
         *
         * @param rounds how often each contender runs after warming up, at least 1
         * @return the figure with its spread and the times behind it
         * @throws Exception if an answer is wrong or a run fails
         */
        Figure measure(int rounds) throws Exception;
    }
}
