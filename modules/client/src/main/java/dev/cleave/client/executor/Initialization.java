package dev.cleave.client.executor;

import org.jspecify.annotations.Nullable;

/** What is run once in a process before its first task. Safe for use by many threads. */
final class Initialization {

    private final String executor;
    private final @Nullable Task<?> task;
    private boolean tried;
    private @Nullable Throwable failure;

    Initialization(String executor, @Nullable Task<?> task) {
        this.executor = executor;
        this.task = task;
    }

    /** Runs it unless it was run, while others wait; why it failed, or null. */
    @Nullable
    synchronized Throwable ensure() {
        if (task != null && !tried) {
            tried = true;
            WorkerMemory.enter(executor);
            try {
                WorkerMemory.initialized(executor, task.call());
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                WorkerMemory.leave();
            }
        }
        return failure;
    }
}
