package dev.cleave.core.pipeline;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.NearestName;
import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Batch work as a graph of tasks: what runs, in which order, and what happens when something fails. Immutable.
 *
 * @param name 1 to 63 characters, for people and lists
 * @param parameters what it is started with
 * @param tasks at least one
 * @param finallyTasks run when all others have ended, however they did; they may need each other and refer to all
 * @param onFailure what the failure of a task means for others, unless the task says so itself; kept for people, as each task has
 *     its own
 * @param cron when it is started by itself, as five fields; empty for never
 */
public record Pipeline(
        String name,
        List<PipelineParameter> parameters,
        List<PipelineTask> tasks,
        List<PipelineTask> finallyTasks,
        OnFailure onFailure,
        Optional<String> cron) {

    /**
     * Checked.
     *
     * @throws GraphRefusedException if names are doubled, a task needs one that there is not, or tasks wait for each other
     * @throws IllegalArgumentException if something else is wrong
     */
    public Pipeline {
        parameters = List.copyOf(parameters);
        tasks = List.copyOf(tasks);
        finallyTasks = List.copyOf(finallyTasks);
        if (name.isBlank() || name.length() > 63) {
            throw new IllegalArgumentException("pipeline: '" + name + "' (expected: a name of 1 to 63 characters)");
        }
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("tasks: none (expected: at least one)");
        }
        Set<String> names = new LinkedHashSet<>();
        for (PipelineParameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException(
                        "parameter " + parameter.name() + ": declared twice (expected: names that are unique)");
            }
        }
        graph(tasks, finallyTasks);
        for (PipelineTask task : tasks) {
            task.references().forEach(reference -> checkReference(task, reference, names, false));
        }
        for (PipelineTask task : finallyTasks) {
            task.references().forEach(reference -> checkReference(task, reference, names, true));
        }
    }

    /** The task of this name, among the finally-tasks too. */
    public Optional<PipelineTask> task(String task) {
        return all().stream().filter(one -> one.name().equals(task)).findFirst();
    }

    /** The tasks, and after them the finally-tasks. */
    public List<PipelineTask> all() {
        return Stream.concat(tasks.stream(), finallyTasks.stream()).toList();
    }

    /**
     * All tasks as a graph without times, numbered as in {@link #all}; each finally-task needs every task that is none.
     */
    public TaskGraph graph() {
        return graph(tasks, finallyTasks);
    }

    /**
     * The value of each parameter.
     *
     * @param given text by name
     * @throws InvalidArgumentException if a name is unknown, a value is missing or of the wrong type
     */
    public Map<String, String> arguments(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (PipelineParameter parameter : parameters) {
            String text = given.get(parameter.name());
            if (text == null && parameter.defaultText().isEmpty()) {
                throw new InvalidArgumentException("parameter " + parameter.name() + ": no value (expected: "
                        + parameter.type().expectation() + ", as it has no default)");
            }
            values.put(parameter.name(), text == null ? parameter.defaultText().orElseThrow() : parameter.parse(text));
        }
        for (String unknown : given.keySet()) {
            if (!values.containsKey(unknown)) {
                throw new InvalidArgumentException(NearestName.unknown("parameter", unknown, values.keySet()));
            }
        }
        return values;
    }

    private static TaskGraph graph(List<PipelineTask> tasks, List<PipelineTask> finallyTasks) {
        GraphBuilder builder = new GraphBuilder().forgiveDoubledNeeds();
        for (PipelineTask task : tasks) {
            builder.task(task.name(), 0, Place.NOWHERE);
            task.before().forEach(needed -> builder.need(task.name(), needed, Place.NOWHERE));
        }
        for (PipelineTask task : finallyTasks) {
            builder.task(task.name(), 0, Place.NOWHERE);
            task.before().forEach(needed -> builder.need(task.name(), needed, Place.NOWHERE));
            tasks.forEach(before -> builder.need(task.name(), before.name(), Place.NOWHERE));
        }
        return builder.build();
    }

    private static void checkReference(
            PipelineTask task, Reference reference, Set<String> parameters, boolean isFinally) {
        if (reference instanceof Reference.OfParameter parameter && !parameters.contains(parameter.name())) {
            throw new IllegalArgumentException(
                    "task " + task.name() + ": " + NearestName.unknown("parameter", parameter.name(), parameters));
        }
        boolean isPerItem = reference instanceof Reference.OfItem || reference instanceof Reference.OfIndex;
        if (isPerItem && task.foreach().isEmpty()) {
            throw new IllegalArgumentException(
                    "task " + task.name() + ": ${" + reference.path() + "} (expected: only in a task with foreach)");
        }
        boolean isLate = reference instanceof Reference.OfState || reference instanceof Reference.OfRunState;
        if (isLate && !isFinally) {
            throw new IllegalArgumentException(
                    "task " + task.name() + ": ${" + reference.path() + "} (expected: only in a finally-task)");
        }
    }
}
