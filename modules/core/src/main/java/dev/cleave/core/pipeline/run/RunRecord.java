package dev.cleave.core.pipeline.run;

/**
 * Where a run stands as a whole, as it is kept.
 *
 * @param round 1 at first; one more each time the run is resumed
 * @param state where it stands
 * @param isCancelled whether somebody asked for its end in this round
 * @param isFinallyCancelled whether somebody asked for the end of its finally-tasks in this round
 */
public record RunRecord(int round, RunState state, boolean isCancelled, boolean isFinallyCancelled) {

    /** A run that begins. */
    public static final RunRecord FIRST = new RunRecord(1, RunState.RUNNING, false, false);

    public RunRecord {
        if (round < 1) {
            throw new IllegalArgumentException("round: " + round + " (expected: 1 or more)");
        }
    }

    /** The next round of a run that has ended. */
    public RunRecord resumed() {
        return new RunRecord(round + 1, RunState.RUNNING, false, false);
    }

    /** The same in another state. */
    public RunRecord in(RunState other) {
        return new RunRecord(round, other, isCancelled, isFinallyCancelled);
    }
}
