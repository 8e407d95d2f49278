package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;

/** What a task may know about the process that it runs in. */
public final class Worker {

    private Worker() {}

    /**
     * What the executor's initializer returned in this process.
     *
     * @param type what it is
     * @throws CleaveException {@code NOT_INITIALIZED} if there is no initializer, it returned null, another type is asked
     *     for, or this is no task's thread
     */
    public static <T> T initialized(Class<T> type) {
        Object value = WorkerMemory.initialized();
        if (!type.isInstance(value)) {
            throw CleaveException.of(
                    "NOT_INITIALIZED",
                    "initialized: "
                            + (value == null ? "nothing" : value.getClass().getName()) + " (expected: " + type.getName()
                            + ", by an initializer that returns one)",
                    false,
                    null);
        }
        return type.cast(value);
    }
}
