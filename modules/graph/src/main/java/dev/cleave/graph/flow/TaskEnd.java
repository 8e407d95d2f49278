package dev.cleave.graph.flow;

import dev.cleave.core.graph.run.TaskState;
import java.util.Optional;

/**
 * What became of a task.
 *
 * @param name the task
 * @param state SUCCEEDED, FAILED or SKIPPED
 * @param nanos how long it ran, in nanoseconds; 0 if it was skipped
 * @param cause what it threw, if it failed; what the task threw for which it was skipped
 * @param skippedBy the failed task for which it was skipped, if it was
 */
public record TaskEnd(
        String name, TaskState state, long nanos, Optional<Throwable> cause, Optional<String> skippedBy) {}
