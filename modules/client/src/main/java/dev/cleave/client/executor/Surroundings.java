package dev.cleave.client.executor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of an executor have in common, as it travels.
 *
 * @param executor the executor's name
 * @param initializer what is run once per process before its first task
 * @param limitNanos how long each task may take; 0 for ever
 * @param cells what cells held when this was sent
 * @param shared the names of published values, which are in the class path
 */
record Surroundings(
        String executor,
        @Nullable Task<?> initializer,
        long limitNanos,
        Map<String, WorkerMemory.Held> cells,
        List<String> shared) {

    /** Where in the class path a published value is. */
    static String resource(String id) {
        return "META-INF/cleave/shared/" + id.replace(':', '/');
    }
}
