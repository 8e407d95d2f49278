package dev.cleave.core.pipeline.run;

/**
 * One thing that a task does: the only one, or the one for one item of its {@code foreach}.
 *
 * @param task the task's name
 * @param index the number of the item, from 0; {@link #ONLY} for a task without {@code foreach}
 */
public record InstanceId(String task, int index) {

    /** The number of the only instance of a task; for a task with {@code foreach} the task itself, before it has any. */
    public static final int ONLY = -1;

    /** The only instance of a task. */
    public static InstanceId of(String task) {
        return new InstanceId(task, ONLY);
    }

    /** As {@code count}, or {@code count[3]}. */
    @Override
    public String toString() {
        return index == ONLY ? task : task + "[" + index + "]";
    }
}
