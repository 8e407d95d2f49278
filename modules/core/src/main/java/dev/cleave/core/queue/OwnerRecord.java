package dev.cleave.core.queue;

import java.util.TreeMap;

/** What the queue keeps of an owner. */
final class OwnerRecord {

    /** A lane-second. */
    private static final double NOTHING = 1e9;

    final String name;
    final DecayingSum usage;
    final TreeMap<Long, QueuedJob> running = new TreeMap<>();
    final TreeMap<Integer, WaitingLine> lines = new TreeMap<>();
    OwnerTerms terms = OwnerTerms.USUAL;
    /** How many of the owner's jobs wait, reserved and backing off included. */
    int waiting;

    OwnerRecord(String name, long halfLifeNanos) {
        this.name = name;
        this.usage = new DecayingSum(halfLifeNanos);
    }

    /** Usage compared with weight; who has least is first. */
    double effectiveUsage(long now, long presumedLaneNanos) {
        return (usage.value(now) + (double) presumedLaneNanos * running.size()) / terms.weight();
    }

    /** How many lanes the running jobs need at least. */
    long coresNeeded() {
        long sum = 0;
        for (QueuedJob job : running.values()) {
            sum += job.request.minCores();
        }
        return sum;
    }

    /** Which of the owner's limits keeps a job from starting, if any. */
    Limit limitFor(QueuedJob job) {
        if (running.size() >= terms.mostRunning()) {
            return Limit.RUNNING;
        }
        return coresNeeded() + job.request.minCores() > terms.mostCores() ? Limit.CORES : Limit.NONE;
    }

    boolean isForgettable(long now) {
        return waiting == 0 && running.isEmpty() && terms.equals(OwnerTerms.USUAL) && usage.value(now) < NOTHING;
    }

    /** A limit of an owner. */
    enum Limit {
        NONE,
        RUNNING,
        CORES
    }
}
