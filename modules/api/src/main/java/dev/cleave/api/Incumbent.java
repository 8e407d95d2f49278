package dev.cleave.api;

import java.util.OptionalLong;

/**
 * The value of the best solution that is known to this process so far.
 *
 * <p>Reading it costs no more than reading a field. It only ever gets better, and may be a few milliseconds behind what
 * another node has found. Only results may depend on it, and only in that they leave out what is not better: what
 * {@link DivideAndConquer#divide} and {@link DivideAndConquer#isBaseCase} return must not. Safe for use by many threads at once.
 */
public interface Incumbent {

    /** That of a job that looks for nothing, or of a process that is told of nothing. */
    Incumbent UNKNOWN = new Incumbent() {
        @Override
        public boolean mayBeImprovedBy(long bound) {
            return true;
        }

        @Override
        public OptionalLong value() {
            return OptionalLong.empty();
        }
    };

    /**
     * Whether a solution would be better than the best one known. For long loops, such as those of a {@link SequentialSolver}.
     *
     * @param bound the value of a solution, or a value that none of those in question is better than
     * @return false if there is no use in looking further
     */
    boolean mayBeImprovedBy(long bound);

    /**
     * The value of the best solution known.
     *
     * @return the value; empty as long as there is none
     */
    OptionalLong value();
}
