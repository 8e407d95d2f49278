package dev.cleave.runner;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The threads that a job leaves behind: those of its group that were not there when it began, but for the workers of the
 * JDK's common pool, which end by themselves and hold nothing.
 */
final class LeftThreads {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ThreadGroup group;
    private final Set<Thread> before;

    private LeftThreads(ThreadGroup group) {
        this.group = group;
        this.before = new HashSet<>(alive(group));
    }

    /** What comes from now on, in the group of this thread. */
    static LeftThreads since() {
        return new LeftThreads(Thread.currentThread().getThreadGroup());
    }

    /** How many are left; those about to end are waited for, a moment. */
    int count() {
        long until = System.nanoTime() + PATIENCE_NANOS;
        boolean interrupted = false;
        for (Thread thread : left()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (millis > 0 && !interrupted) {
                try {
                    thread.join(millis);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left().size();
    }

    private List<Thread> left() {
        return alive(group).stream().filter(thread -> !before.contains(thread)).toList();
    }

    private static List<Thread> alive(ThreadGroup group) {
        Thread[] threads = new Thread[2 * group.activeCount() + 64];
        int found = group.enumerate(threads);
        return Stream.of(threads)
                .limit(found)
                .filter(thread -> !isOfCommonPool(thread))
                .toList();
    }

    private static boolean isOfCommonPool(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
    }
}
