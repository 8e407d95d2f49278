package dev.cleave.core.queue;

import dev.cleave.core.job.JobId;
import org.jspecify.annotations.Nullable;

/** What the queue keeps of a job. Its state changes in {@link JobQueue} only. */
final class QueuedJob {

    /** As in Linux's fair scheduler: one step of priority is a quarter more. */
    private static final double PER_STEP = 1.25;

    final JobRequest request;
    final OwnerRecord owner;
    final long sequence;

    QueueState state = QueueState.TABLE.first();
    /** How often it has been started. */
    int attempt;
    /** When it may run again, after a failure. */
    long retryAt;
    /** When something is due for it; {@link Long#MAX_VALUE} for never. */
    long alarmAt = Long.MAX_VALUE;

    @Nullable
    Allowance allowance;

    /** What its coordinator said last of how it runs; null if nothing yet. */
    @Nullable
    Observed observed;

    QueuedJob(JobRequest request, OwnerRecord owner, long sequence) {
        this.request = request;
        this.owner = owner;
        this.sequence = sequence;
    }

    JobId id() {
        return request.id();
    }

    void move(QueueState.Event event) {
        state = QueueState.TABLE.after(state, event);
    }

    /** How much more a running job gets for its priority. */
    double priorityFactor() {
        return StrictMath.pow(PER_STEP, request.priority());
    }

    /** How a job runs. */
    record Observed(int lanes, int usefulLanes) {}
}
