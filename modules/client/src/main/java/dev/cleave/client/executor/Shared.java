package dev.cleave.client.executor;

/**
 * Read-only data that tasks on all nodes use: published once per node, however many tasks name it. Travels with tasks in
 * a few bytes. Nobody may change the value. Safe for use by many threads at once.
 *
 * @param <T> the type of the value
 */
public final class Shared<T> {

    private final String id;

    Shared(String id) {
        this.id = id;
    }

    /**
     * The value: the same object for all tasks of a process.
     *
     * @throws dev.cleave.client.CleaveException {@code NOT_SHARED} if its executor is closed, or another's task asks
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // What was shared under this name.
    public T get() {
        return (T) WorkerMemory.shared(id);
    }
}
