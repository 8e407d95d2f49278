package dev.cleave.core.node;

import dev.cleave.core.protocol.FromRunner;

/** How busy the runner is, as far as its node knows. */
final class RunnerLoad {

    /** How long after the runner was given something a report of idleness is believed. */
    private static final long SETTLING_NANOS = 50_000_000L;

    private int busyLanes;
    private int openPieces;
    private long busyNanosBefore;
    private long busyNanos;
    private long stirredAt = Long.MIN_VALUE / 2;
    private boolean quiet = true;

    /** The runner was given something that may make lanes run. */
    void stirred(long now) {
        stirredAt = now;
        quiet = false;
    }

    void leaseStarted(int lanes) {
        busyLanes = Math.min(lanes, busyLanes + 1);
    }

    void report(FromRunner.Status status, long now) {
        busyLanes = status.busyLanes();
        openPieces = status.openPieces();
        busyNanos = status.busyNanos();
        quiet = busyLanes == 0 && now - stirredAt >= SETTLING_NANOS;
    }

    /** The runner is gone. */
    void clear() {
        busyLanes = 0;
        openPieces = 0;
        busyNanosBefore += busyNanos;
        busyNanos = 0;
        quiet = true;
    }

    int busyLanes() {
        return busyLanes;
    }

    int openPieces() {
        return openPieces;
    }

    /** The busy time of all runners so far. */
    long busyNanos() {
        return busyNanosBefore + busyNanos;
    }

    /** Whether it is certain that no lane runs user code. */
    boolean isQuiet() {
        return quiet;
    }

    /**
     * How many more leases the runner can use: one per idle lane and one in reserve per lane. Subproblems that it could
     * hand from lane to lane are as good as leases.
     */
    int wanted(int lanes, int unstarted) {
        int idle = Math.max(0, lanes - busyLanes);
        return Math.max(0, lanes + idle - unstarted - openPieces);
    }
}
