package dev.cleave.client.executor;

import dev.cleave.api.JobFailedException;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.JobFuture;
import dev.cleave.client.JobState;
import dev.cleave.client.JobSubmission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's lanes. Chunks that wait go as jobs, several chunks in one when more wait than jobs may be under way; so
 * what a job does for what it runs (leases, retries, one result each) it does for them.
 */
final class ClusterWorkers implements Workers {

    /** Jobs under way at once: each has a process of its own on every node that works for it. */
    private static final int MOST_JOBS = 4;

    private static final long LOOK_MILLIS = 20;

    /** How long a task that waits is held back for others to go with: a lane runs several at once. */
    private static final long GATHER_MILLIS = 50;

    private final Surroundings surroundings;
    private final CleaveClient client;
    private final boolean ownsClient;
    private final ClassPath classPath;
    private final Copies copies;
    private final Consumer<Throwable> failed;
    private final int lanes;
    private final int ioPerLane;
    private final Backlog computing = new Backlog(MOST_JOBS, false);
    private final Backlog waiting = new Backlog(MOST_JOBS, true);
    private final List<String> shared = new CopyOnWriteArrayList<>();
    private final Map<Chunk, Batch> underWay = new ConcurrentHashMap<>();
    private final ExecutorService followers =
            Executors.newCachedThreadPool(WorkerThreads.platform("cleave-executor-job"));

    ClusterWorkers(
            Surroundings surroundings,
            CleaveClient client,
            boolean ownsClient,
            ClassPath classPath,
            Copies copies,
            int lanes,
            Consumer<Throwable> failed) {
        this.surroundings = surroundings;
        this.client = client;
        this.ownsClient = ownsClient;
        this.classPath = classPath;
        this.copies = copies;
        this.lanes = lanes;
        this.ioPerLane = surroundings.together();
        this.failed = failed;
    }

    /** Chunks that go together, and the job that they are. */
    private static final class Batch {

        private final List<Chunk> chunks;
        private volatile @Nullable JobFuture<byte[]> job;

        private Batch(List<Chunk> chunks) {
            this.chunks = chunks;
        }

        private boolean isUnwanted() {
            return chunks.stream().allMatch(Chunk::isCancelled);
        }
    }

    @Override
    public void start(Chunk chunk) {
        if (((byte[]) chunk.payload).length > Backlog.MOST_BYTES) {
            if (chunk.begin(null)) {
                end(
                        List.of(chunk),
                        CleaveException.invalid(
                                "task",
                                ((byte[]) chunk.payload).length + " bytes",
                                "at most " + Backlog.MOST_BYTES + ", and share(value) for large data"));
            }
            return;
        }
        of(chunk.kind).add(chunk);
        follow(chunk.kind);
    }

    private Backlog of(Kind kind) {
        return kind == Kind.LANE ? computing : waiting;
    }

    /** Has one more thread take what waits, unless there are as many as may be. */
    private void follow(Kind kind) {
        if (of(kind).enter()) {
            Executor soon = kind == Kind.LANE
                    ? followers
                    : CompletableFuture.delayedExecutor(GATHER_MILLIS, TimeUnit.MILLISECONDS, followers);
            soon.execute(() -> {
                for (List<Chunk> chunks = of(kind).next(); !chunks.isEmpty(); chunks = of(kind).next()) {
                    run(chunks, kind);
                }
            });
        }
    }

    private void run(List<Chunk> chunks, Kind kind) {
        try {
            if (chunks.stream().allMatch(Chunk::isCancelled)) {
                throw new CancellationException("nobody wants it any more");
            }
            result(chunks, kind);
        } catch (JobFailedException one) {
            if (chunks.size() == 1) {
                end(chunks, one);
            } else {
                // One of them is to blame, and each is to fail for itself only.
                chunks.forEach(chunk -> run(List.of(chunk), kind));
            }
        } catch (RuntimeException | LinkageError broken) {
            end(chunks, broken);
        } catch (InterruptedException closed) {
            end(chunks, new CancellationException("the executor is closed"));
        }
    }

    private void result(List<Chunk> chunks, Kind kind) throws JobFailedException, InterruptedException {
        Batch batch = new Batch(chunks);
        chunks.forEach(chunk -> underWay.put(chunk, batch));
        try {
            JobFuture<byte[]> job = client.submit(submission(chunks, kind), new TaskJob());
            batch.job = job;
            if (batch.isUnwanted()) {
                job.requestCancel();
            }
            deliver(chunks, awaited(job, chunks));
        } finally {
            chunks.forEach(underWay::remove);
        }
    }

    private JobSubmission submission(List<Chunk> chunks, Kind kind) {
        List<Parcels.Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            parcels.add(new Parcels.Parcel(i, (byte[]) chunks.get(i).payload));
        }
        Surroundings now = new Surroundings(
                surroundings.executor(),
                surroundings.initializer(),
                surroundings.limitNanos(),
                kind == Kind.IO ? ioPerLane : 1,
                WorkerMemory.cells(surroundings.executor()),
                new ArrayList<>(shared));
        JobSubmission job = JobSubmission.of(TaskJob.class.getName())
                .argument(TaskJob.CHUNKS.name(), text(Parcels.encode(parcels)))
                .argument(TaskJob.SURROUNDINGS.name(), text(copies.encode("surroundings", now)));
        for (Path jar : classPath.jars()) {
            job = job.jar(jar);
        }
        return job;
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] awaited(JobFuture<byte[]> job, List<Chunk> chunks)
            throws JobFailedException, InterruptedException {
        boolean begun = false;
        while (true) {
            try {
                byte[] result = job.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                chunks.forEach(chunk -> chunk.begin(null));
                return result;
            } catch (TimeoutException notYet) {
                if (!begun && job.jobState() == JobState.RUNNING) {
                    begun = true;
                    chunks.forEach(chunk -> chunk.begin(null));
                }
            } catch (ExecutionException why) {
                Throwable cause = why.getCause();
                if (cause instanceof JobFailedException jobFailed) {
                    throw jobFailed;
                }
                throw cause instanceof RuntimeException known ? known : new IllegalStateException(why);
            }
        }
    }

    private void deliver(List<Chunk> chunks, byte[] result) {
        boolean[] ended = new boolean[chunks.size()];
        for (Parcels.Parcel parcel : Parcels.decode(result)) {
            if (parcel.number() == Parcels.CELLS) {
                merge(copies.decode(parcel.bytes()));
            }
        }
        for (Parcels.Parcel parcel : Parcels.decode(result)) {
            if (parcel.number() == Parcels.UNINITIALIZED) {
                WorkRunner.Results why = Travelled.received(copies, parcel.bytes());
                failed.accept(
                        why.thrown() == null || why.thrown()[0] == null
                                ? new IllegalStateException("the initializer failed")
                                : why.thrown()[0]);
            } else if (parcel.number() >= 0 && parcel.number() < ended.length && !ended[parcel.number()]) {
                ended[parcel.number()] = true;
                end(chunks.get(parcel.number()), Travelled.received(copies, parcel.bytes()));
            }
        }
        for (int i = 0; i < ended.length; i++) {
            if (!ended[i]) {
                end(List.of(chunks.get(i)), new IllegalStateException("the job has no result of this chunk"));
            }
        }
    }

    @SuppressWarnings("unchecked") // What the surroundings' cells are sent as.
    private static void merge(@Nullable Object cells) {
        if (cells instanceof Map<?, ?> map) {
            WorkerMemory.merge((Map<String, WorkerMemory.Held>) map);
        }
    }

    private static void end(Chunk chunk, WorkRunner.Results results) {
        @Nullable Throwable[] thrown = results.thrown();
        if (results.values().length == chunk.size) {
            chunk.end(results.values(), thrown, results.nanos());
        } else {
            Throwable one = thrown == null ? null : thrown[0];
            end(List.of(chunk), one != null ? one : new IllegalStateException("the chunk has lost results"));
        }
    }

    private static void end(List<Chunk> chunks, Throwable why) {
        for (Chunk chunk : chunks) {
            chunk.begin(null);
            WorkRunner.Results results = WorkRunner.Results.failed(chunk.size, why);
            chunk.end(results.values(), results.thrown(), results.nanos());
        }
    }

    @Override
    public void dropped(Chunk chunk) {
        Batch batch = underWay.get(chunk);
        if (batch == null || !batch.isUnwanted()) {
            return;
        }
        JobFuture<byte[]> job = batch.job;
        if (job != null) {
            followers.execute(() -> {
                try {
                    job.requestCancel();
                } catch (CleaveException outOfReach) {
                    // Its result will be dropped.
                }
            });
        }
    }

    @Override
    public long chunkNanos() {
        return 50_000_000;
    }

    @Override
    public int parallelism(Kind kind) {
        return kind == Kind.LANE ? lanes : lanes * ioPerLane;
    }

    @Override
    public void share(String id, byte[] bytes) {
        classPath.add(Surroundings.resource(id), bytes);
        shared.add(id);
    }

    @Override
    public void close() {
        followers.shutdown();
        classPath.close();
        if (ownsClient) {
            client.close();
        }
    }
}
