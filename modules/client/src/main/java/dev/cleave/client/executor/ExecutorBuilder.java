package dev.cleave.client.executor;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.ClientBuilder;
import dev.cleave.client.NodeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A {@link CleaveExecutor} that is being described. For one thread. */
public final class ExecutorBuilder {

    private static final int IO_THREADS_PER_LANE = 5;

    private int lanes;
    private int ioThreads;
    private int window = 100_000;
    private boolean copies = true;
    private @Nullable Task<?> initializer;
    private @Nullable Duration limit;
    private @Nullable Consumer<TaskProgress> listener;

    private final @Nullable ClientBuilder builder;
    private final @Nullable CleaveClient given;
    private final List<Path> classPath = new ArrayList<>();

    /**
     * In this process, unless there is a cluster.
     *
     * @param builder a client that the executor opens and closes
     * @param given a client of somebody else
     */
    ExecutorBuilder(@Nullable ClientBuilder builder, @Nullable CleaveClient given) {
        this.builder = builder;
        this.given = given;
    }

    /** What is shown to the cluster: the secret of a token in a file that only its owner can read. */
    public ExecutorBuilder tokenFile(Path file) {
        cluster("token_file", file).tokenFile(file);
        return this;
    }

    /** Connects by TLS, and believes servers that this authority vouches for. */
    public ExecutorBuilder authority(Path certificates) {
        cluster("authority", certificates).authority(certificates);
        return this;
    }

    private ClientBuilder cluster(String field, Path value) {
        if (builder == null) {
            throw CleaveException.invalid(field, value.toString(), "an executor made by connect(address)");
        }
        return builder;
    }

    /**
     * A jar, or a folder of classes, that tasks need on a cluster; sent there unless it is there. Without any, all of
     * this JVM's class path is, as it is when the executor is built.
     */
    public ExecutorBuilder classPath(Path file) {
        classPath.add(file);
        return this;
    }

    /**
     * How many tasks compute at once. One per core of this machine unless set; of a cluster, as many as it has: this says
     * how much is sent ahead only.
     */
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
        if (builder != null || given != null) {
            return onCluster(id, codec);
        }
        int here = lanes > 0 ? lanes : Runtime.getRuntime().availableProcessors();
        Task<?> sent = initializer;
        if (sent != null && copies) {
            sent = (Task<?>) codec.decode(codec.encode("initializer", sent));
        }
        Task<?> prepared = sent;
        int io = ioThreads > 0 ? ioThreads : IO_THREADS_PER_LANE * here;
        return CleaveExecutor.over(
                new CleaveExecutor.Setting(id, window, codec, copies, listener),
                failed -> new LocalWorkers(id, here, io, limit, prepared, codec, failed));
    }

    private CleaveExecutor onCluster(String id, Copies codec) {
        if (!copies) {
            throw CleaveException.invalid("without_copies", "true", "false, on a cluster");
        }
        if (initializer != null) {
            codec.encode("initializer", initializer);
        }
        ClassPath sent = ClassPath.of(classPath);
        CleaveClient client =
                given != null ? given : Objects.requireNonNull(builder).build();
        try {
            int all = lanes > 0
                    ? lanes
                    : Math.max(
                            1,
                            client.nodes().stream().mapToInt(NodeStatus::lanes).sum());
            int io = ioThreads > 0 ? ioThreads : IO_THREADS_PER_LANE * all;
            Surroundings surroundings =
                    new Surroundings(id, initializer, limit == null ? 0 : limit.toNanos(), Map.of(), List.of());
            return CleaveExecutor.over(
                    new CleaveExecutor.Setting(id, window, codec, true, listener),
                    failed -> new ClusterWorkers(surroundings, client, given == null, sent, codec, all, io, failed));
        } catch (RuntimeException refused) {
            sent.close();
            if (given == null) {
                client.close();
            }
            throw refused;
        }
    }
}
