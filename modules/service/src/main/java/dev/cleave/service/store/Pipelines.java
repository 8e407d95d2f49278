package dev.cleave.service.store;

import dev.cleave.core.pipeline.run.RunState;
import dev.cleave.core.pipeline.run.TaskValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of runs of pipelines. Thread-safe; reads never wait for writes. */
public interface Pipelines {

    /** The run of this name. */
    Optional<PipelineRow> find(String run);

    /**
     * Runs from the latest submitted to the earliest.
     *
     * @param owner whose; empty for everybody's
     * @param after only those that come after this one; null: from the latest
     * @param limit how many at most
     */
    List<PipelineRow> list(String owner, @Nullable String after, int limit);

    /** Every run that has not ended, in the order of submission. */
    List<PipelineRow> unfinished();

    /** The latest run of an owner's pipeline in a state, that was submitted before another one. */
    Optional<PipelineRow> latest(String owner, String pipeline, RunState state, String before);

    /** What is known of a run's tasks, by task and number; empty if there is no such run. */
    List<InstanceRow> instances(String run);

    /** What work of this name has left. */
    Optional<TaskValue> value(String key);

    /** Every schedule, by owner and name. */
    List<PipelineSchedule> schedules();
}
