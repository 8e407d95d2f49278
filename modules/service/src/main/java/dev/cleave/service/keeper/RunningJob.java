package dev.cleave.service.keeper;

import dev.cleave.cluster.JobHandle;
import dev.cleave.core.job.JobId;
import dev.cleave.core.queue.Allowance;
import dev.cleave.core.queue.StopReason;
import dev.cleave.core.share.JobDemand;
import org.jspecify.annotations.Nullable;

/** A job that the queue has started, on the keeper's thread. */
final class RunningJob {

    final JobId id;
    final int attempt;
    Allowance allowance;
    /** Null until the cluster has begun it, or if it could not. */
    @Nullable
    JobHandle handle;
    /** Null until then, too. */
    @Nullable
    StoredJournal journal;
    /** Null unless it is to stop. */
    @Nullable
    StopReason stopped;
    /** Up to when its use of lanes is booked, by {@link System#nanoTime}. */
    long countedAt;
    /** How many notes it has. */
    int notes;

    RunningJob(JobId id, int attempt, Allowance allowance, long now) {
        this.id = id;
        this.attempt = attempt;
        this.allowance = allowance;
        this.countedAt = now;
    }

    JobDemand demand() {
        return new JobDemand(
                id, allowance.share(), allowance.maxCores(), allowance.maxNodes(), 1, allowance.coresPerNode());
    }
}
