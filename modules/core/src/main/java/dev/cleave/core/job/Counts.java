package dev.cleave.core.job;

/**
 * What a coordinator counted while a job ran.
 *
 * @param leases how many leases were given, attempts included
 * @param sheds how many subproblems were shed
 * @param retries how many leases were given again because a node or a runner was lost
 * @param duplicates how many results came for what was already known, and were dropped
 * @param lostNodes how many nodes were lost while they worked for the job
 * @param lostRunners how many runners died
 * @param knownReused how many known results were used again after a loss, instead of being solved again
 * @param reExecutedNanos an upper bound of the execution time that was lost with nodes and runners
 */
public record Counts(
        long leases,
        long sheds,
        long retries,
        long duplicates,
        int lostNodes,
        int lostRunners,
        long knownReused,
        long reExecutedNanos) {}
