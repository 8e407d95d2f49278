package dev.cleave.graph.flow;

/** What a task does. */
@FunctionalInterface
public interface Action {

    /**
     * Does it.
     *
     * @throws Exception if it fails: the tasks behind it are skipped, and the exception is kept as the cause
     */
    void run() throws Exception;
}
