package dev.cleave.client;

import java.util.List;

/**
 * A task of a run.
 *
 * @param name its name in the pipeline
 * @param state where it stands, or its instances together
 * @param needs names of the tasks that end before it begins
 * @param isFinally whether it runs when all others have ended, however they did
 * @param instances one for each item; one for a task without items; none before it is known what it is for
 */
public record PipelineTask(
        String name, TaskState state, List<String> needs, boolean isFinally, List<PipelineInstance> instances) {

    public PipelineTask {
        needs = List.copyOf(needs);
        instances = List.copyOf(instances);
    }
}
