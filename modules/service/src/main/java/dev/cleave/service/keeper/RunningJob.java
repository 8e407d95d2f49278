package dev.cleave.service.keeper;

import dev.cleave.cluster.JobHandle;
import dev.cleave.core.job.JobId;
import dev.cleave.core.queue.Allowance;
import dev.cleave.core.share.JobDemand;
import org.jspecify.annotations.Nullable;

/** A job that the cluster runs, on the keeper's thread. */
final class RunningJob {

    final JobId id;
    final int attempt;
    Allowance allowance;
    /** Null until the cluster has begun it, or if it could not. */
    @Nullable
    JobHandle handle;

    RunningJob(JobId id, int attempt, Allowance allowance) {
        this.id = id;
        this.attempt = attempt;
        this.allowance = allowance;
    }

    JobDemand demand() {
        return new JobDemand(
                id, allowance.share(), allowance.maxCores(), allowance.maxNodes(), 1, allowance.coresPerNode());
    }
}
