package dev.cleave.service.pipeline;

import dev.cleave.core.job.JobId;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.run.InstanceId;
import org.jspecify.annotations.Nullable;

/** An attempt of an instance that was handed out and has not ended. */
final class Attempt {

    final InstanceId instance;
    final int number;
    final PipelineTask task;
    final ResolvedWork work;

    /** Its job, once that was accepted. */
    @Nullable
    JobId job;

    boolean isCancelled;

    Attempt(InstanceId instance, int number, PipelineTask task, ResolvedWork work) {
        this.instance = instance;
        this.number = number;
        this.task = task;
        this.work = work;
    }
}
