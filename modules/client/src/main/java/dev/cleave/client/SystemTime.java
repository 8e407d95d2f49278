package dev.cleave.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time as it passes. */
final class SystemTime implements Time {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor alarms =
            new ScheduledThreadPoolExecutor(1, Threads.daemons("cleave-client-alarm"));

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration howLong) throws InterruptedException {
        closed.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void later(Duration howLong, Runnable what) {
        try {
            alarms.schedule(what, howLong.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closedMeanwhile) {
            // Nobody waits for it any more.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        alarms.shutdownNow();
    }
}
