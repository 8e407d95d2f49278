package dev.cleave.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job ended, and what that took.
 *
 * @param failure why it failed; empty if it did not
 * @param subproblems how many there were
 * @param work T1: the sum of all execution times
 * @param span T∞: the longest chain of execution times that depend on each other
 * @param elapsed from its start to its end
 * @param lanes how many worked for it
 * @param leases how many were granted
 * @param retries how many of them anew, after a loss
 * @param duplicates results that came twice, and counted once
 * @param lostNodes nodes that were lost meanwhile
 * @param lostRunners runners that were lost meanwhile
 * @param reExecuted execution time that was spent twice
 */
public record Ending(
        Optional<Failure> failure,
        long subproblems,
        Duration work,
        Duration span,
        Duration elapsed,
        int lanes,
        long leases,
        long retries,
        long duplicates,
        int lostNodes,
        int lostRunners,
        Duration reExecuted) {}
