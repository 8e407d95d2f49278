package dev.cleave.core.node;

import dev.cleave.core.protocol.FromRunner;

/** How busy the runner is, as far as its node knows. */
final class RunnerLoad {

    /** How long after the runner was given something a report of idleness is believed. */
    private static final long SETTLING_NANOS = 50_000_000L;

    /** For how long what a lane has in reserve should last. */
    private static final double RESERVE_NANOS = 8_000_000;

    /** How many leases a node's lanes have in reserve together at most, unless that is less than one each. */
    private static final int MOST_RESERVE = 24;

    private int busyLanes;
    /** The logarithm of how long a lease takes: a mean over the last dozen that a single long one hardly moves. */
    private double logNanos = Math.log(RESERVE_NANOS);

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

    /** A lease has ended so long after it was started. */
    void leaseEnded(long nanos) {
        logNanos += (Math.log(Math.max(1, nanos)) - logNanos) / 12;
    }

    /**
     * How many leases a lane should have in reserve: one, or more of such as take less than a round trip. Many lanes even
     * that out among themselves; what they would hoard, others would want.
     */
    private int reserve(int lanes) {
        double most = (double) MOST_RESERVE / Math.max(1, lanes);
        return (int) Math.max(1, Math.min(most, RESERVE_NANOS / Math.exp(logNanos)));
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
     * How many more leases the runner can use: one per idle lane, and one or more in reserve per lane. Subproblems that
     * it could hand from lane to lane are as good as leases.
     */
    int wanted(int lanes, int unstarted) {
        int idle = Math.max(0, lanes - busyLanes);
        return Math.max(0, lanes * reserve(lanes) + idle - unstarted - openPieces);
    }
}
