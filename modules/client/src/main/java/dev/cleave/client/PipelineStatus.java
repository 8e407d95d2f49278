package dev.cleave.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster says of a run of a pipeline.
 *
 * @param id the run's name
 * @param name what the pipeline is called
 * @param owner who submitted it
 * @param state where it stands
 * @param round from 1; one more each time it was resumed
 * @param submittedAt when it was accepted
 * @param endedAt when it ended
 * @param schedule the schedule by which it began, if it was one
 * @param arguments text by parameter name
 * @param tasks in the order of the file, finally-tasks last; empty in lists of runs
 * @param measured how long it took until now; empty in lists of runs
 * @param before how long the latest run of the same pipeline before it took that has succeeded, if there is one
 */
public record PipelineStatus(
        String id,
        String name,
        String owner,
        PipelineState state,
        int round,
        Instant submittedAt,
        Optional<Instant> endedAt,
        Optional<String> schedule,
        Map<String, String> arguments,
        List<PipelineTask> tasks,
        Optional<PipelineMeasure> measured,
        Optional<PipelineMeasure> before) {

    public PipelineStatus {
        arguments = Map.copyOf(arguments);
        tasks = List.copyOf(tasks);
    }
}
