package dev.cleave.core.queue;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a job waits, or why it does not run faster.
 *
 * @param running whether it runs
 * @param reasons what keeps it, the most telling first; never empty
 */
public record Explanation(boolean running, List<Reason> reasons) {

    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /** All reasons in one sentence, for people. */
    public String sentence() {
        return (running ? "It runs: " : "It does not run: ")
                + reasons.stream().map(Reason::text).collect(Collectors.joining("; "))
                + ".";
    }
}
