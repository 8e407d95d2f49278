package dev.cleave.client.executor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waiting for many tasks. */
final class Gathering {

    private Gathering() {}

    /** All of them, or none if one is refused. */
    static <T> List<ClusterFuture<T>> submitted(CleaveExecutor executor, Collection<? extends Callable<T>> tasks) {
        List<ClusterFuture<T>> futures = new ArrayList<>(tasks.size());
        try {
            for (Callable<T> task : tasks) {
                futures.add(executor.submit(Objects.requireNonNull(task, "task")));
            }
        } catch (RuntimeException refused) {
            cancel(futures);
            throw refused;
        }
        return futures;
    }

    private static void cancel(Collection<? extends Future<?>> futures) {
        futures.forEach(future -> future.cancel(true));
    }

    static <T> List<Outcome<T>> outcomes(List<ClusterFuture<T>> futures) {
        List<Outcome<T>> outcomes = new ArrayList<>(futures.size());
        boolean complete = false;
        try {
            futures.forEach(future -> outcomes.add(future.outcome()));
            complete = true;
        } finally {
            if (!complete) {
                cancel(futures);
            }
        }
        return outcomes;
    }

    static <T> List<T> allOrNothing(List<ClusterFuture<T>> futures) throws ExecutionException, InterruptedException {
        boolean complete = false;
        try {
            BlockingQueue<ClusterFuture<T>> done = queue(futures);
            for (int i = 0; i < futures.size(); i++) {
                done.take().get();
            }
            List<T> results = new ArrayList<>(futures.size());
            for (ClusterFuture<T> future : futures) {
                results.add(future.get());
            }
            complete = true;
            return results;
        } finally {
            if (!complete) {
                cancel(futures);
            }
        }
    }

    static <T> Stream<ClusterFuture<T>> asCompleted(List<ClusterFuture<T>> futures) {
        BlockingQueue<ClusterFuture<T>> done = queue(futures);
        return Stream.generate(() -> {
                    try {
                        return done.take();
                    } catch (InterruptedException e) {
                        throw Waiting.interrupted(e);
                    }
                })
                .limit(futures.size());
    }

    private static <T> BlockingQueue<ClusterFuture<T>> queue(List<ClusterFuture<T>> futures) {
        BlockingQueue<ClusterFuture<T>> done = new LinkedBlockingQueue<>();
        futures.forEach(future -> future.whenComplete((value, thrown) -> done.add(future)));
        return done;
    }

    static <T> List<Future<T>> invokeAll(CleaveExecutor executor, Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        List<ClusterFuture<T>> futures = submitted(executor, tasks);
        boolean complete = false;
        try {
            for (ClusterFuture<T> future : futures) {
                try {
                    if (nanos == Long.MAX_VALUE) {
                        future.get();
                    } else {
                        future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    }
                } catch (ExecutionException | CancellationException done) {
                    // It is the future's to tell.
                } catch (TimeoutException late) {
                    return new ArrayList<>(futures);
                }
            }
            complete = true;
            return new ArrayList<>(futures);
        } finally {
            if (!complete) {
                cancel(futures);
            }
        }
    }

    static <T> T invokeAny(CleaveExecutor executor, Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("tasks: none (expected: one or more)");
        }
        long deadline = System.nanoTime() + nanos;
        List<ClusterFuture<T>> futures = submitted(executor, tasks);
        try {
            BlockingQueue<ClusterFuture<T>> done = queue(futures);
            ExecutionException last = null;
            for (int i = 0; i < futures.size(); i++) {
                ClusterFuture<T> next = nanos == Long.MAX_VALUE
                        ? done.take()
                        : done.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new TimeoutException("none of " + futures.size() + " tasks has succeeded in time");
                }
                try {
                    return next.get();
                } catch (ExecutionException failed) {
                    last = failed;
                } catch (CancellationException cancelled) {
                    last = new ExecutionException(cancelled);
                }
            }
            throw failure(last);
        } finally {
            cancel(futures);
        }
    }

    private static ExecutionException failure(@Nullable ExecutionException last) {
        return last != null ? last : new ExecutionException(new IllegalStateException("no task has ended"));
    }
}
