package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an executor has accepted and is not done with: at most a window of tasks, so that whoever has more to submit waits
 * instead of filling memory. Knows the executor's life: open, shut down, terminated. Safe for use by many threads.
 */
final class Dispatch {

    private final String executor;
    private final int window;
    private final Semaphore room;
    private final Tally tally;
    private final Runnable terminated;
    private final Set<Chunk> open = ConcurrentHashMap.newKeySet();

    /** Chunks that are in, and those who are about to put one in. */
    private final AtomicInteger present = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition end = lock.newCondition();
    private volatile boolean shutdown;
    private boolean over;
    private volatile @Nullable Throwable failure;
    private @Nullable Workers workers;

    /**
     * Of no workers yet.
     *
     * @param window how many tasks may be waiting or running
     * @param terminated what is done after the last task of an executor that was shut down
     */
    Dispatch(String executor, int window, Tally tally, Runnable terminated) {
        this.executor = executor;
        this.window = window;
        this.room = new Semaphore(window);
        this.tally = tally;
        this.terminated = terminated;
    }

    void attach(Workers those) {
        workers = those;
    }

    Workers workers() {
        if (workers == null) {
            throw new IllegalStateException("no workers yet");
        }
        return workers;
    }

    /**
     * Has a chunk run. Waits while there is no room for it, but not on a thread of a task, which might wait for itself.
     *
     * @throws RejectedExecutionException if the executor is shut down, or was while this waited
     */
    Chunk start(Kind kind, int size, Object payload, Chunk.Receiver receiver) {
        int room = executor.equals(WorkerMemory.current()) ? 0 : Math.min(size, window);
        enter(room);
        Chunk chunk = new Chunk(kind, size, payload, receiver, left -> left(left, room));
        open.add(chunk);
        tally.accepted(size);
        workers().start(chunk);
        Throwable failed = failure;
        if (failed != null) {
            // It came in while all others were being told.
            stop(chunk, failed);
        }
        return chunk;
    }

    private void enter(int tasks) {
        present.incrementAndGet();
        try {
            refuseIfShutdown();
            if (tasks > 0) {
                room.acquire(tasks);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            depart();
            throw new RejectedExecutionException("interrupted while waiting for room among " + window + " tasks", e);
        } catch (RejectedExecutionException refused) {
            depart();
            throw refused;
        }
        if (shutdown) {
            room.release(tasks);
            depart();
            refuseIfShutdown();
        }
    }

    private void refuseIfShutdown() {
        Throwable failed = failure;
        if (failed != null) {
            throw new RejectedExecutionException("the executor has failed: " + failed.getMessage(), failed);
        }
        if (shutdown) {
            throw new RejectedExecutionException("the executor is shut down");
        }
    }

    private void left(Chunk chunk, int tasks) {
        open.remove(chunk);
        room.release(tasks);
        depart();
    }

    private void depart() {
        if (present.decrementAndGet() == 0 && shutdown) {
            terminateIfEmpty();
        }
    }

    /** Ends a chunk that somebody has cancelled. */
    void cancel(Chunk chunk, boolean interrupt) {
        if (chunk.cancel(interrupt) && interrupt) {
            workers().dropped(chunk);
        }
    }

    void shutdown() {
        shutdown = true;
        terminateIfEmpty();
    }

    /** Shuts down and ends everything; what had not begun is returned. */
    List<Chunk> stop() {
        shutdown();
        List<Chunk> waiting = new ArrayList<>();
        for (Chunk chunk : open) {
            if (chunk.isPending()) {
                waiting.add(chunk);
            }
            stop(chunk, null);
        }
        return waiting;
    }

    /** Ends everything, since no task can be run, and takes no more. */
    void fail(Throwable why) {
        CleaveException failed =
                CleaveException.of("INITIALIZER_FAILED", "the initializer of the executor threw " + why, false, why);
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = failed;
        }
        shutdown();
        open.forEach(chunk -> stop(chunk, failed));
    }

    private void stop(Chunk chunk, @Nullable Throwable why) {
        chunk.receiver.stopped(why);
        cancel(chunk, true);
    }

    boolean isShutdown() {
        return shutdown;
    }

    boolean isTerminated() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitTermination(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!over) {
                if (left <= 0) {
                    return false;
                }
                left = end.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void terminateIfEmpty() {
        if (!shutdown || present.get() != 0) {
            return;
        }
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            end.signalAll();
        } finally {
            lock.unlock();
        }
        terminated.run();
    }

    /** Waits for a day, as JDK executors do when they are closed. */
    boolean awaitADay() throws InterruptedException {
        return awaitTermination(TimeUnit.DAYS.toNanos(1));
    }
}
