package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads of this process: a lane per core for what computes, and others for what waits. */
final class LocalWorkers implements Workers {

    private final ThreadPoolExecutor lanes;
    private final ThreadPoolExecutor others;
    private final WorkRunner runner;
    private final Initialization initialization;
    private final Consumer<Throwable> failed;
    private final Copies copies;

    /**
     * Threads that are started when there is work.
     *
     * @param copies how tasks come and results go; not used for chunks that are not encoded
     * @param failed hears why the initializer has failed
     */
    LocalWorkers(
            String executor,
            int lanes,
            int ioThreads,
            @Nullable Duration limit,
            @Nullable Task<?> initializer,
            Copies copies,
            Consumer<Throwable> failed) {
        this.copies = copies;
        this.failed = failed;
        this.runner = new WorkRunner(executor, limit);
        this.initialization = new Initialization(executor, initializer);
        this.lanes = pool(lanes, WorkerThreads.platform("cleave-lane"));
        this.others = pool(ioThreads, WorkerThreads.virtualIfPossible("cleave-io"));
    }

    private static ThreadPoolExecutor pool(int threads, ThreadFactory factory) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadPoolExecutor pool(Kind kind) {
        return kind == Kind.LANE ? lanes : others;
    }

    @Override
    public void start(Chunk chunk) {
        pool(chunk.kind).execute(() -> run(chunk));
    }

    private void run(Chunk chunk) {
        if (!chunk.isPending()) {
            return;
        }
        Throwable uninitialized = initialization.ensure();
        if (uninitialized != null) {
            failed.accept(uninitialized);
            return;
        }
        if (!chunk.begin(Thread.currentThread())) {
            return;
        }
        WorkRunner.Results results;
        try {
            results = chunk.payload instanceof Work work
                    ? runner.run(work, chunk::isCancelled)
                    : copied(runner.run(decoded(chunk), chunk::isCancelled));
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            results = WorkRunner.Results.failed(chunk.size, broken);
        }
        chunk.end(results.values(), results.thrown(), results.nanos());
        Thread.interrupted();
    }

    private Work decoded(Chunk chunk) {
        return Travelled.work(copies, (byte[]) chunk.payload);
    }

    /** As they would be if they had come from another process. */
    private WorkRunner.Results copied(WorkRunner.Results results) {
        if (results.values().length == 1 && results.thrown() == null) {
            try {
                return new WorkRunner.Results(
                        new Object[] {copies.copy("result", results.values()[0])}, null, results.nanos());
            } catch (CleaveException refused) {
                return WorkRunner.Results.failed(1, refused);
            }
        }
        return Travelled.received(copies, Travelled.sent(copies, results));
    }

    @Override
    public void dropped(Chunk chunk) {
        // Its thread was interrupted; more cannot be done to a thread.
    }

    @Override
    public long chunkNanos() {
        return 4_000_000;
    }

    @Override
    public int parallelism(Kind kind) {
        return pool(kind).getMaximumPoolSize();
    }

    @Override
    public void share(String id, byte[] bytes) {
        // It is in this process already.
    }

    @Override
    public void close() {
        lanes.shutdownNow();
        others.shutdownNow();
        runner.close();
    }
}
