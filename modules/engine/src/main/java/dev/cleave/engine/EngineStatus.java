package dev.cleave.engine;

import dev.cleave.core.lease.LeaseId;
import java.util.List;

/**
 * How busy an engine is, at one moment and roughly.
 *
 * @param lanes lanes in use
 * @param busyLanes lanes that run user code
 * @param queuedLeases leases not yet started
 * @param openPieces a guess of how many subproblems worth sending could be given away
 * @param busyNanos the time that lanes have run user code, since the engine began
 * @param captures how often a lane's stack was unwound into frames, since the engine began
 * @param leases finished weight of each started lease
 */
public record EngineStatus(
        int lanes,
        int busyLanes,
        int queuedLeases,
        int openPieces,
        long busyNanos,
        long captures,
        List<LeaseWeight> leases) {

    /** The finished weight of one started lease, subproblems given away or known not counted. */
    public record LeaseWeight(LeaseId lease, long finishedWeight) {}
}
