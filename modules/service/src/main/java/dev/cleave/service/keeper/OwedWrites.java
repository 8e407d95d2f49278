package dev.cleave.service.keeper;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What is owed to the store: writes that it could not take, made again until it can.
 *
 * <p>Writes of one job stay in order: while one is owed, those after it wait. Other jobs do not wait, so that a store
 * which takes nothing new, but changes of what is there, can go on. A write that is refused for good (the job is not there,
 * the term is over) is dropped.
 *
 * <p>Not thread-safe.
 */
final class OwedWrites {

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final KeeperThread thread;
    private final Consumer<StoreException> refused;
    private final Map<JobId, Deque<Runnable>> owed = new HashMap<>();

    /**
     * Nothing owed.
     *
     * @param refused told of each refusal, but only once while one write is tried again and again
     */
    OwedWrites(KeeperThread thread, Consumer<StoreException> refused) {
        this.thread = thread;
        this.refused = refused;
    }

    /**
     * Writes something of a job now, or as soon as the store can.
     *
     * @param write may be run several times, until it throws no {@link StoreException}
     */
    void write(JobId job, Runnable write) {
        Deque<Runnable> before = owed.get(job);
        if (before != null) {
            before.add(write);
        } else if (!isSettled(write, true)) {
            Deque<Runnable> waiting = new ArrayDeque<>();
            waiting.add(write);
            owed.put(job, waiting);
            thread.later(AGAIN_NANOS, () -> again(job));
        }
    }

    /** For how many jobs something is owed. */
    int size() {
        return owed.size();
    }

    private void again(JobId job) {
        Deque<Runnable> waiting = owed.get(job);
        boolean first = true;
        while (waiting != null && !waiting.isEmpty()) {
            if (!isSettled(waiting.element(), !first)) {
                thread.later(AGAIN_NANOS, () -> again(job));
                return;
            }
            first = false;
            waiting.remove();
        }
        owed.remove(job);
    }

    private boolean isSettled(Runnable write, boolean tell) {
        try {
            write.run();
            return true;
        } catch (StoreException e) {
            boolean settled = switch (e.code()) {
                case STORE_FULL, STORE_UNREACHABLE, STORE_FAILED, STORE_CORRUPT -> false;
                default -> true;
            };
            if (tell || settled) {
                refused.accept(e);
            }
            return settled;
        }
    }
}
