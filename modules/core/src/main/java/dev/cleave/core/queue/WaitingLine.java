package dev.cleave.core.queue;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The waiting jobs of one owner and priority, in the order of their submission. */
final class WaitingLine {

    final OwnerRecord owner;
    final int priority;
    /** Those that the present nodes suffice for. */
    final TreeMap<Long, QueuedJob> fitting = new TreeMap<>();
    /** Those that wait for other nodes. */
    final TreeMap<Long, QueuedJob> misfits = new TreeMap<>();
    /** Since when something of it could have started and nothing has. */
    private long waitingSince;

    WaitingLine(OwnerRecord owner, int priority) {
        this.owner = owner;
        this.priority = priority;
    }

    void add(QueuedJob job, boolean fits, long now) {
        if (fits && fitting.isEmpty()) {
            waitingSince = now;
        }
        (fits ? fitting : misfits).put(job.sequence, job);
    }

    void remove(QueuedJob job) {
        fitting.remove(job.sequence);
        misfits.remove(job.sequence);
    }

    void started(long now) {
        waitingSince = now;
    }

    /** Divides its jobs anew into those that fit and those that do not. */
    void sort(UsableNodes nodes, long now) {
        TreeMap<Long, QueuedJob> all = new TreeMap<>(fitting);
        all.putAll(misfits);
        boolean wereSome = !fitting.isEmpty();
        fitting.clear();
        misfits.clear();
        all.forEach((sequence, job) -> (nodes.suffice(job.request) ? fitting : misfits).put(sequence, job));
        if (!wereSome) {
            waitingSince = now;
        }
    }

    @Nullable
    QueuedJob first() {
        return fitting.isEmpty() ? null : fitting.firstEntry().getValue();
    }

    boolean isEmpty() {
        return fitting.isEmpty() && misfits.isEmpty();
    }

    /** The priority, one more for each age that it has waited. */
    long level(long now, long ageNanos) {
        return priority + Math.max(0, now - waitingSince) / ageNanos;
    }
}
