package dev.cleave.pipeline.read;

import dev.cleave.core.pipeline.Pipeline;
import java.util.Map;

/**
 * A pipeline as it was read.
 *
 * @param pipeline what is run
 * @param description a line for people; may be empty
 * @param durations how long tasks are said to take, in nanoseconds by the task's name; only those of which that is said
 */
public record PipelineDocument(Pipeline pipeline, String description, Map<String, Long> durations) {

    public PipelineDocument {
        durations = Map.copyOf(durations);
    }
}
