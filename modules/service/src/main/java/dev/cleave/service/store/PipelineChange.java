package dev.cleave.service.store;

import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.core.pipeline.run.TaskValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided in a run at one moment; kept as a whole or not at all.
 *
 * @param run the run
 * @param at when, in milliseconds UTC
 * @param record where the run stands, if that has changed
 * @param instances instances that have changed
 * @param forgotten instances that there are no longer
 * @param jobs the ids of jobs that were accepted, by instance
 * @param values what work has left, by the work's name
 */
public record PipelineChange(
        String run,
        long at,
        Optional<RunRecord> record,
        List<InstanceRecord> instances,
        List<InstanceId> forgotten,
        Map<InstanceId, String> jobs,
        Map<String, TaskValue> values) {

    /** Checked. */
    public PipelineChange {
        instances = List.copyOf(instances);
        forgotten = List.copyOf(forgotten);
        jobs = Map.copyOf(jobs);
        values = Map.copyOf(values);
        Checks.positive("time", at);
    }
}
