package dev.cleave.client;

import dev.cleave.api.JobFailedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The watches of a client, and the futures that they complete.
 *
 * <p>A node keeps no more than so many watches of one token open. So only some futures are watched at a time, the others
 * in the order in which they were made: that of a job which ends before one of an earlier submission may be done a while
 * after its job is.
 */
final class Following implements AutoCloseable {

    private static final int FETCHERS = 4;
    private static final int MOST_WATCHED = 64;

    private final Nodes nodes;
    private final Time time;
    private final RandomGenerator random;
    private final Duration patience;
    private final Jobs jobs;
    private final Results results;
    private final Executor callbacks;
    private final ExecutorService fetchers = fetchers();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Deque<Completion<?>> unwatched = new ArrayDeque<>();
    private int watched;

    Following(
            Nodes nodes,
            Time time,
            RandomGenerator random,
            Duration patience,
            Jobs jobs,
            Results results,
            Executor callbacks) {
        this.nodes = nodes;
        this.time = time;
        this.random = random;
        this.patience = patience;
        this.jobs = jobs;
        this.results = results;
        this.callbacks = callbacks;
    }

    JobWatch watch(String id, JobListener listener) {
        Watch watch = new Watch(nodes, time, random, patience, id, listener, watches::remove);
        watches.add(watch);
        watch.open();
        return watch;
    }

    <R> JobFuture<R> future(JobStatus accepted, Decoding<R> decoding) {
        CompletableFuture<R> future = new CompletableFuture<>();
        JobFuture<R> job = JobFuture.of(jobs, accepted, future);
        if (accepted.state().isEnd()) {
            complete(accepted, future, decoding);
        } else {
            follow(new Completion<>(job, future, decoding));
        }
        return job;
    }

    private void follow(Completion<?> completion) {
        synchronized (unwatched) {
            if (watched >= MOST_WATCHED) {
                unwatched.add(completion);
                return;
            }
            watched++;
        }
        watch(completion.job.id(), completion);
    }

    private void followNext() {
        Completion<?> next;
        synchronized (unwatched) {
            next = unwatched.poll();
            if (next == null) {
                watched--;
                return;
            }
        }
        watch(next.job.id(), next);
    }

    private <R> void complete(JobStatus ended, CompletableFuture<R> future, Decoding<R> decoding) {
        if (ended.state() != JobState.SUCCEEDED) {
            completeLater(() -> future.completeExceptionally(endingOf(ended)));
            return;
        }
        try {
            fetchers.execute(() -> fetch(ended, future, decoding));
        } catch (RejectedExecutionException closed) {
            future.completeExceptionally(closed());
        }
    }

    private <R> void fetch(JobStatus ended, CompletableFuture<R> future, Decoding<R> decoding) {
        R result;
        try {
            result = results.result(ended.id(), Duration.ZERO, decoding);
        } catch (JobFailedException | RuntimeException | LinkageError e) {
            completeLater(() -> future.completeExceptionally(e));
            return;
        }
        completeLater(() -> future.complete(result));
    }

    private static Throwable endingOf(JobStatus ended) {
        try {
            return Jobs.ending(ended);
        } catch (CleaveException nonsense) {
            return nonsense;
        }
    }

    /** What depends on a future is run where it keeps nobody else waiting. */
    private void completeLater(Runnable completion) {
        try {
            callbacks.execute(completion);
        } catch (RejectedExecutionException closed) {
            completion.run();
        }
    }

    static CleaveException closed() {
        return CleaveException.of(CleaveException.CLOSED, "the client was closed", false, null);
    }

    private static ExecutorService fetchers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                FETCHERS,
                FETCHERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.daemons("cleave-client-result"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void close() {
        List<Completion<?>> left;
        synchronized (unwatched) {
            left = List.copyOf(unwatched);
            unwatched.clear();
        }
        left.forEach(completion -> completeLater(() -> completion.future.completeExceptionally(closed())));
        watches.forEach(watch -> watch.stop(closed()));
        // Those that wait in line find the client closed at once.
        fetchers.shutdown();
    }

    /** Completes a future when its job ends. */
    private final class Completion<R> implements JobListener {

        private final JobFuture<R> job;
        private final CompletableFuture<R> future;
        private final Decoding<R> decoding;

        private Completion(JobFuture<R> job, CompletableFuture<R> future, Decoding<R> decoding) {
            this.job = job;
            this.future = future;
            this.decoding = decoding;
        }

        @Override
        public void happened(JobEvent event) {
            job.heard(event);
        }

        @Override
        public void ended() {
            followNext();
            complete(job.status(), future, decoding);
        }

        @Override
        public void stopped(CleaveException why) {
            followNext();
            completeLater(() -> future.completeExceptionally(why));
        }
    }
}
