package dev.cleave.core.job;

/**
 * How far a job is.
 *
 * @param fraction finished weight, 0 to 1; never falls; exactly 1 when the job has succeeded
 * @param nodes how many nodes work for the job
 * @param lanes how many lanes they have
 * @param busyLanes how many of those were busy at the last heartbeats
 * @param pendingLeases how many leases wait for a node
 * @param runningLeases how many leases are held by nodes
 * @param waitingFor why nothing runs, for people; empty if something does
 * @param incumbent the value of the best solution found so far, for people; empty if there is none, or none is looked for
 */
public record Progress(
        double fraction,
        int nodes,
        int lanes,
        int busyLanes,
        int pendingLeases,
        int runningLeases,
        String waitingFor,
        String incumbent) {

    /** Without a solution. */
    public Progress(
            double fraction,
            int nodes,
            int lanes,
            int busyLanes,
            int pendingLeases,
            int runningLeases,
            String waitingFor) {
        this(fraction, nodes, lanes, busyLanes, pendingLeases, runningLeases, waitingFor, "");
    }
}
