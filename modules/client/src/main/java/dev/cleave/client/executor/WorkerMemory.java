package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What tasks of a process have in common, by name: values that were shared, cells, what initializers returned. Names begin
 * with the executor's. Safe for use by many threads.
 */
final class WorkerMemory {

    private static final ConcurrentMap<String, Published> SHARED = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, Held> CELLS = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, Object> INITIALIZED = new ConcurrentHashMap<>();

    /** Which executor's task runs here; threads that a task starts have it, too. */
    private static final InheritableThreadLocal<String> EXECUTOR = new InheritableThreadLocal<>();

    private WorkerMemory() {}

    /** A value that is decoded when it is first asked for. */
    private static final class Published {

        private final byte[] bytes;
        private final Copies copies;
        private boolean decoded;
        private @Nullable Object value;

        private Published(byte[] bytes, Copies copies) {
            this.bytes = bytes;
            this.copies = copies;
        }

        private synchronized @Nullable Object value() {
            if (!decoded) {
                value = copies.decode(bytes);
                decoded = true;
            }
            return value;
        }
    }

    static void publish(String id, byte[] bytes, Copies copies) {
        SHARED.putIfAbsent(id, new Published(bytes, copies));
    }

    static @Nullable Object shared(String id) {
        Published published = SHARED.get(id);
        if (published == null) {
            throw CleaveException.of("NOT_SHARED", "no value " + id + " here: its executor is closed", false, null);
        }
        return published.value();
    }

    /** What a cell holds, and how it takes in more. */
    record Held(Merge merge, Object value) {}

    /** Has a cell take in a value. */
    static void merge(String id, Merge merge, Object value) {
        Held now = CELLS.get(id);
        if (now == null || !merge.isPartOf(now.value, value)) {
            CELLS.merge(id, new Held(merge, value), (a, b) -> new Held(merge, merge.of(a.value, b.value)));
        }
    }

    static @Nullable Object cell(String id) {
        Held now = CELLS.get(id);
        return now == null ? null : now.value;
    }

    /** What all cells of an executor hold. */
    static Map<String, Held> cells(String executor) {
        Map<String, Held> cells = new TreeMap<>();
        CELLS.forEach((id, held) -> {
            if (id.startsWith(executor)) {
                cells.put(id, held);
            }
        });
        return cells;
    }

    /** Takes in what cells hold elsewhere. */
    static void merge(Map<String, Held> cells) {
        cells.forEach((id, held) -> merge(id, held.merge, held.value));
    }

    static void initialized(String executor, @Nullable Object value) {
        if (value != null) {
            INITIALIZED.put(executor, value);
        }
    }

    /** Has this thread belong to an executor. */
    static void enter(String executor) {
        EXECUTOR.set(executor);
    }

    static void leave() {
        EXECUTOR.remove();
    }

    static @Nullable String current() {
        return EXECUTOR.get();
    }

    static @Nullable Object initialized() {
        String executor = EXECUTOR.get();
        return executor == null ? null : INITIALIZED.get(executor);
    }

    static void forget(String executor) {
        SHARED.keySet().removeIf(id -> id.startsWith(executor));
        CELLS.keySet().removeIf(id -> id.startsWith(executor));
        INITIALIZED.remove(executor);
    }
}
