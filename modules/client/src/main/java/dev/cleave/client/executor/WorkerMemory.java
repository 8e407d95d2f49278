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
    private static final ConcurrentMap<String, Object> CELLS = new ConcurrentHashMap<>();
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

    /** What a cell holds after it has taken in a value, too. */
    static Object merge(String id, Merge merge, Object value) {
        Object now = CELLS.get(id);
        if (now != null && merge.isPartOf(now, value)) {
            return now;
        }
        return CELLS.merge(id, value, merge::of);
    }

    static @Nullable Object cell(String id) {
        return CELLS.get(id);
    }

    /** What all cells of an executor hold. */
    static Map<String, Object> cells(String executor) {
        Map<String, Object> cells = new TreeMap<>();
        CELLS.forEach((id, value) -> {
            if (id.startsWith(executor)) {
                cells.put(id, value);
            }
        });
        return cells;
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
