package dev.cleave.client.executor;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that many tasks may update, on many machines, and that only moves one way: the greatest, the least, or the union
 * of all that was put in. Updates commute and may be repeated, so that a task that is run again never counts twice. For
 * sums and counts use results.
 *
 * <p>A task sees what its own process has put in, and what had arrived from elsewhere when its chunk began. Travels with
 * tasks. Safe for use by many threads at once.
 *
 * @param <T> the type of the value
 */
public final class Cell<T> {

    private final String id;
    private final Merge merge;
    private final Object initial;

    /** What it held when its executor ended. */
    private transient volatile @Nullable Object last;

    private Cell(String id, Merge merge, Object initial) {
        this.id = id;
        this.merge = merge;
        this.initial = initial;
    }

    static <T> Cell<T> of(String id, Merge merge, Object initial) {
        WorkerMemory.merge(id, merge, initial);
        return new Cell<>(id, merge, initial);
    }

    /** Takes in a value: one that may be the greatest or the least, or a set of elements. */
    public void update(T value) {
        Objects.requireNonNull(value, "value");
        WorkerMemory.merge(id, merge, merge == Merge.UNION ? Set.copyOf((Set<?>) value) : value);
    }

    /** The value as far as it is known here. */
    @SuppressWarnings("unchecked") // What this cell was given.
    public T value() {
        Object now = WorkerMemory.cell(id);
        Object ended = last;
        Object known = now != null ? now : ended != null ? ended : initial;
        return (T) (merge == Merge.UNION ? Set.copyOf((Set<?>) known) : known);
    }

    /** Keeps its value for when nobody can update it any more. */
    void keep() {
        last = WorkerMemory.cell(id);
    }

    @Override
    public String toString() {
        return merge + " " + value();
    }
}
