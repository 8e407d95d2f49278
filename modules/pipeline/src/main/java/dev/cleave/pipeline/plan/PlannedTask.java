package dev.cleave.pipeline.plan;

import dev.cleave.core.pipeline.PipelineTask;
import java.util.List;

/**
 * What is expected of a task.
 *
 * @param task the task
 * @param isFinally whether it runs last
 * @param end what will become of it
 * @param items what it runs for; one empty item for a task without {@code foreach}
 * @param areItemsKnown whether that is certain before anything has run
 * @param lanes how many lanes each instance uses
 * @param nanos the time of each instance
 * @param areTimesKnown whether all of them were measured or said
 */
public record PlannedTask(
        PipelineTask task,
        boolean isFinally,
        End end,
        List<String> items,
        boolean areItemsKnown,
        int lanes,
        List<Long> nanos,
        boolean areTimesKnown) {

    /** What will become of a task. */
    public enum End {
        /** It runs, unless something before it fails. */
        RUNS,
        /** It runs if its condition holds, which is not known yet. */
        MAY_RUN,
        /** Its condition does not hold. */
        LEFT_OUT,
        /** It needs a task that is left out. */
        SKIPPED
    }

    public PlannedTask {
        items = List.copyOf(items);
        nanos = List.copyOf(nanos);
    }

    /** What it is called. */
    public String name() {
        return task.name();
    }

    /** Whether it is in the plan with its time. */
    public boolean counts() {
        return end == End.RUNS || end == End.MAY_RUN;
    }

    /** How an instance is called: as the task, or with its number, as {@code each[3]}. */
    String instance(int index) {
        return task.foreach().isEmpty() ? name() : name() + "[" + index + "]";
    }
}
