package dev.cleave.testkit.fault;

import dev.cleave.core.job.Counts;
import dev.cleave.testkit.cluster.KnownJob;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run with faults.
 *
 * @param job what was run
 * @param plan what went wrong
 * @param answer the result, or how else the job ended
 * @param counts what the coordinator counted; empty if the job did not end
 * @param elapsedMillis from the submission of the job to its end
 * @param problems what is not as it must be; empty if all is well
 * @param history what happened
 */
public record FaultReport(
        KnownJob job,
        FaultPlan plan,
        String answer,
        Optional<Counts> counts,
        long elapsedMillis,
        List<String> problems,
        History history) {

    /** Whether nothing is wrong. */
    public boolean isRight() {
        return problems.isEmpty();
    }

    /**
     * Passes if nothing is wrong.
     *
     * @return this
     * @throws AssertionError with seed, plan, problems and history otherwise
     */
    public FaultReport requireRight() {
        if (!isRight()) {
            throw new AssertionError(this);
        }
        return this;
    }

    @Override
    public String toString() {
        String line = System.lineSeparator();
        return job + ", " + elapsedMillis + " ms" + line + plan + line
                + (isRight() ? "right: " + answer : "WRONG: " + String.join("; ", problems)) + line
                + counts.map(Counts::toString).orElse("no counts") + line + history;
    }
}
