package dev.cleave.runner;

import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.engine.EngineListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs leases that wait more than they compute, each on a thread of its own beside the lanes. Only base cases: what is divided
 * computes. Safe for use by many threads.
 */
final class BesideLanes<P, R> {

    private final DivideAndConquer<P, R> program;
    private final EngineListener<P, R> listener;
    private final Map<LeaseId, Future<?>> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "beside-lanes");
        thread.setDaemon(true);
        return thread;
    });

    BesideLanes(DivideAndConquer<P, R> program, EngineListener<P, R> listener) {
        this.program = program;
        this.listener = listener;
    }

    /** Begins with a lease; false if it has to be divided, or the program says that it throws. */
    boolean run(LeaseId lease, P problem) {
        try {
            if (!program.isBaseCase(problem)) {
                return false;
            }
        } catch (RuntimeException | Error thrown) {
            return false;
        }
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        FutureTask<Void> task = new FutureTask<>(
                () -> {
                    Thread.currentThread().setContextClassLoader(classes);
                    solve(lease, problem);
                },
                null);
        running.put(lease, task);
        threads.execute(task);
        return true;
    }

    private void solve(LeaseId lease, P problem) {
        listener.started(lease);
        long began = System.nanoTime();
        R result;
        try {
            result = program.solve(problem);
        } catch (Throwable thrown) {
            if (end(lease)) {
                listener.failed(lease, Path.EMPTY, JobFailure.of(Code.SOLVE_THREW, Path.EMPTY.toString(), thrown));
            }
            return;
        }
        if (end(lease)) {
            long nanos = System.nanoTime() - began;
            listener.finished(lease, result, new Measured(nanos, nanos, 1));
        }
    }

    /** Whether it was not dropped. */
    private boolean end(LeaseId lease) {
        return running.remove(lease) != null;
    }

    /** Interrupts a lease and forgets it. */
    void drop(LeaseId lease) {
        @Nullable Future<?> task = running.remove(lease);
        if (task != null) {
            task.cancel(true);
        }
    }

    /** Interrupts all of them. */
    void close() {
        running.keySet().forEach(this::drop);
        threads.shutdownNow();
    }
}
