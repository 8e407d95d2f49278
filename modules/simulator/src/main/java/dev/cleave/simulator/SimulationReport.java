package dev.cleave.simulator;

import dev.cleave.core.job.Counts;
import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.cluster.SimulatedController;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated run went.
 *
 * @param outcome how the job ended; null if it had not at its limit
 * @param elapsedNanos from the first moment to the job's end
 * @param workNanos what plain recursion on one core would take
 * @param busyNanos the time that lanes ran steps, repeated ones included
 * @param coordinatorMessages how many messages the coordinator got
 * @param busiestMessages how many of them at most within {@value SimulatedController#WINDOW_MILLIS} ms
 * @param coordinatorNanos how long the coordinator was at work for messages, as far as they are assumed to cost time
 * @param rampUpNanos when the share of busy lanes that was looked for was reached first; -1 if it never was
 * @param sent how many messages were sent in all
 * @param dropped how many of them got lost
 * @param counts what the coordinator counted
 * @param violations rules that were broken; empty if all is well
 * @param history what happened, the latest lines
 */
public record SimulationReport(
        @Nullable Outcome outcome,
        long elapsedNanos,
        long workNanos,
        long busyNanos,
        long coordinatorMessages,
        long busiestMessages,
        long coordinatorNanos,
        long rampUpNanos,
        long sent,
        long dropped,
        Counts counts,
        List<String> violations,
        List<String> history) {
    /**
     * The share of the lanes' time that went into work that plain recursion would have done too.
     *
     * @param lanes how many lanes there were in all
     */
    public double efficiency(int lanes) {
        return (double) workNanos / elapsedNanos / lanes;
    }
}
