package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A {@link CleaveExecutor} that is being described. For one thread. */
public final class ExecutorBuilder {

    private static final int IO_THREADS_PER_LANE = 5;

    private int lanes = Runtime.getRuntime().availableProcessors();
    private int ioThreads;
    private int window = 100_000;
    private boolean copies = true;
    private @Nullable Task<?> initializer;
    private @Nullable Duration limit;
    private @Nullable Consumer<TaskProgress> listener;

    ExecutorBuilder() {}

    /** How many tasks compute at once. One per core of this machine unless set. */
    public ExecutorBuilder lanes(int count) {
        lanes = atLeastOne("lanes", count);
        return this;
    }

    /** How many tasks of {@link CleaveExecutor#io} run at once. Five per lane unless set. */
    public ExecutorBuilder ioThreads(int count) {
        ioThreads = atLeastOne("io_threads", count);
        return this;
    }

    /**
     * How many tasks may be accepted and not done. Whoever submits more waits for room. 100,000 unless set; a chunk of a
     * {@code map} counts with all its inputs.
     */
    public ExecutorBuilder window(int tasks) {
        window = atLeastOne("window", tasks);
        return this;
    }

    /**
     * Runs once in each process before its first task; what it returns is at {@link Worker#initialized}. If it throws, the
     * executor has failed with that: all its tasks, and all that are submitted later.
     */
    public ExecutorBuilder initializer(Task<?> task) {
        initializer = task;
        return this;
    }

    /** How long each task may take from when it begins: one that takes longer is interrupted, and has failed. */
    public ExecutorBuilder taskTimeout(Duration most) {
        if (most.isNegative() || most.isZero()) {
            throw CleaveException.invalid("task_timeout", most.toString(), "more than nothing");
        }
        limit = most;
        return this;
    }

    /** Hears how far the tasks are: ten times a second while something changes, and at the end. */
    public ExecutorBuilder onProgress(Consumer<TaskProgress> hears) {
        listener = hears;
        return this;
    }

    /**
     * Hands tasks and results over as they are, and not as equal copies as between processes. Faster; but what runs like
     * this may not run on a cluster, since nobody looks whether it can be sent there.
     */
    public ExecutorBuilder withoutCopies() {
        copies = false;
        return this;
    }

    private static int atLeastOne(String field, int count) {
        if (count < 1) {
            throw CleaveException.invalid(field, String.valueOf(count), "1 or more");
        }
        return count;
    }

    /** The executor. */
    public CleaveExecutor build() {
        String id = UUID.randomUUID() + ":";
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Copies codec = new Copies(context != null ? context : ExecutorBuilder.class.getClassLoader());
        Task<?> sent = initializer;
        if (sent != null && copies) {
            sent = (Task<?>) codec.decode(codec.encode("initializer", sent));
        }
        Task<?> prepared = sent;
        int io = ioThreads > 0 ? ioThreads : IO_THREADS_PER_LANE * lanes;
        return CleaveExecutor.over(
                new CleaveExecutor.Setting(id, window, codec, copies, listener),
                failed -> new LocalWorkers(id, lanes, io, limit, prepared, codec, failed));
    }
}
