package dev.cleave.api;

/** Which of two values a search prefers. */
public enum Objective {
    /** The smaller one. */
    MINIMIZE {
        @Override
        public long worst() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean prefers(long value, long other) {
            return value < other;
        }
    },
    /** The larger one. */
    MAXIMIZE {
        @Override
        public long worst() {
            return Long.MIN_VALUE;
        }

        @Override
        public boolean prefers(long value, long other) {
            return value > other;
        }
    };

    /**
     * The value that stands for no solution: every other one is better.
     *
     * @return the largest {@code long} to minimize, the smallest to maximize
     */
    public abstract long worst();

    /**
     * Whether a value is strictly better than another.
     *
     * @param value the one
     * @param other the other
     * @return true if it is better; false if they are equal
     */
    public abstract boolean prefers(long value, long other);
}
