package dev.cleave.graph.flow;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.run.TaskState;
import java.util.List;

/**
 * What became of a run.
 *
 * @param tasks the end of every task, in the order in which they were composed
 * @param measured the graph that ran, with the times that were measured
 */
public record FlowOutcome(List<TaskEnd> tasks, TaskGraph measured) {

    public FlowOutcome {
        tasks = List.copyOf(tasks);
    }

    /** Whether every task succeeded. */
    public boolean isSuccess() {
        return tasks.stream().allMatch(task -> task.state() == TaskState.SUCCEEDED);
    }

    /**
     * The end of a task.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public TaskEnd of(String name) {
        return tasks.stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("task " + name + " (expected: one that ran)"));
    }
}
