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
        @Nullable Object[] values;
        @Nullable Throwable[] thrown;
        try {
            if (chunk.payload instanceof Work work) {
                WorkRunner.Results results = runner.run(work, chunk::isCancelled);
                values = results.values();
                thrown = results.thrown();
            } else {
                WorkRunner.Results results = copied(runner.run(decoded(chunk), chunk::isCancelled));
                values = results.values();
                thrown = results.thrown();
            }
        } catch (Throwable broken) {
            values = new Object[chunk.size];
            thrown = new Throwable[chunk.size];
            java.util.Arrays.fill(thrown, broken);
        }
        chunk.end(values, thrown);
        Thread.interrupted();
    }

    private Work decoded(Chunk chunk) {
        Object decoded = copies.decode((byte[]) chunk.payload);
        return decoded instanceof Work work ? work : new Work(null, new Object[] {decoded});
    }

    /** As they would be if they had come from another process. */
    private WorkRunner.Results copied(WorkRunner.Results results) {
        if (results.values().length == 1 && results.thrown() == null) {
            try {
                return new WorkRunner.Results(new Object[] {copies.copy("result", results.values()[0])}, null);
            } catch (CleaveException refused) {
                return new WorkRunner.Results(new Object[1], new Throwable[] {refused});
            }
        }
        return Travelled.received(copies, Travelled.sent(copies, results));
    }

    @Override
    public void dropped(Chunk chunk) {
        // Its thread was interrupted; more cannot be done to a thread.
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
