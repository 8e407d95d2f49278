package dev.cleave.core.pipeline.run;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All tasks of a run, and who waits for whom. */
final class TaskTable {

    private final TaskGraph graph;
    private final TaskProgress[] tasks;
    private final Map<String, TaskProgress> byName = new LinkedHashMap<>();
    private int unended;
    private int unendedOrdinary;

    TaskTable(Pipeline pipeline) {
        List<PipelineTask> all = pipeline.all();
        graph = pipeline.graph();
        tasks = new TaskProgress[all.size()];
        for (int i = 0; i < tasks.length; i++) {
            boolean isFinally = i >= pipeline.tasks().size();
            tasks[i] = new TaskProgress(all.get(i), i, isFinally, graph.needCount(i));
            byName.put(tasks[i].name(), tasks[i]);
        }
        unended = tasks.length;
        unendedOrdinary = pipeline.tasks().size();
    }

    TaskProgress task(String name) {
        TaskProgress task = byName.get(name);
        if (task == null) {
            throw new IllegalArgumentException("task: " + name + " (expected: one of " + byName.keySet() + ")");
        }
        return task;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Every task, each after all that it needs. */
    List<TaskProgress> inOrder() {
        List<TaskProgress> order = new ArrayList<>();
        for (int position = 0; position < tasks.length; position++) {
            order.add(tasks[graph.inOrder(position)]);
        }
        return order;
    }

    /** Every task, in the order of the pipeline. */
    List<TaskProgress> all() {
        return List.of(tasks);
    }

    void forFollowers(TaskProgress task, Consumer<TaskProgress> action) {
        for (int k = 0; k < graph.followerCount(task.number); k++) {
            action.accept(tasks[graph.follower(task.number, k)]);
        }
    }

    /** The latest round in which anything ran that a task needs. */
    int needRound(TaskProgress task) {
        int latest = 0;
        for (int k = 0; k < graph.needCount(task.number); k++) {
            latest = Math.max(latest, tasks[graph.need(task.number, k)].round());
        }
        return latest;
    }

    void ended(TaskProgress task) {
        task.end();
        unended--;
        if (!task.isFinally) {
            unendedOrdinary--;
        }
    }

    boolean haveAllEnded() {
        return unended == 0;
    }

    boolean haveOrdinaryEnded() {
        return unendedOrdinary == 0;
    }

    /** How the tasks have ended that have ended, but for the finally-tasks. */
    RunState ordinaryOutcome() {
        return outcome(false);
    }

    /** How all tasks have ended that have ended. */
    RunState outcome() {
        return outcome(true);
    }

    private RunState outcome(boolean withFinally) {
        boolean isFailed = false;
        for (TaskProgress task : tasks) {
            if (task.isFinally && !withFinally) {
                continue;
            }
            if (task.state() == InstanceState.CANCELLED) {
                return RunState.CANCELLED;
            }
            isFailed |= task.state() == InstanceState.FAILED;
        }
        return isFailed ? RunState.FAILED : RunState.SUCCEEDED;
    }
}
