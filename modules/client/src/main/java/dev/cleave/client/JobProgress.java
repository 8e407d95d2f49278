package dev.cleave.client;

/**
 * How far a job has come.
 *
 * @param fraction 0 to 1; never falls
 * @param nodes how many nodes work for it
 * @param lanes how many lanes they give to it
 * @param busyLanes how many of those are at work
 * @param pendingLeases how many subproblems wait for a node
 * @param runningLeases how many are with a node
 * @param incumbent the value of the best solution found; empty if there is none, or none is looked for
 */
public record JobProgress(
        double fraction, int nodes, int lanes, int busyLanes, int pendingLeases, int runningLeases, String incumbent) {

    /** Nothing done yet. */
    public static final JobProgress NONE = new JobProgress(0, 0, 0, 0, 0, 0, "");
}
