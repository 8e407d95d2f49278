package dev.cleave.simulator.runner;

/**
 * What is assumed of a runner. Times are in nanoseconds.
 *
 * @param startNanos from launch until it is connected
 * @param loadNanos from then until the job is loaded
 * @param socketNanos how long a message takes between node and runner
 * @param captureNanos how long it takes to unwind stacks and give away
 * @param batchNanos how much work a lane claims at a time when steps are short
 * @param leastGivenNanos what takes less time is not given away
 * @param leastReportedNanos what took less time has no place in a checkpoint
 * @param poison the number of the step that kills the runner; -1 for none
 * @param failing the number of the step whose user code throws; -1 for none
 */
public record RunnerModel(
        long startNanos,
        long loadNanos,
        long socketNanos,
        long captureNanos,
        long batchNanos,
        long leastGivenNanos,
        long leastReportedNanos,
        long poison,
        long failing) {

    /** A warm spare, as on a local cluster. */
    public static RunnerModel warm() {
        return new RunnerModel(1_000_000, 2_000_000, 30_000, 10_000, 50_000, 100_000, 1_000_000, -1, -1);
    }

    /** The same with a step that kills it. */
    public RunnerModel withPoison(long step) {
        return new RunnerModel(
                startNanos,
                loadNanos,
                socketNanos,
                captureNanos,
                batchNanos,
                leastGivenNanos,
                leastReportedNanos,
                step,
                failing);
    }

    /** The same with a step that fails. */
    public RunnerModel withFailing(long step) {
        return new RunnerModel(
                startNanos,
                loadNanos,
                socketNanos,
                captureNanos,
                batchNanos,
                leastGivenNanos,
                leastReportedNanos,
                poison,
                step);
    }
}
