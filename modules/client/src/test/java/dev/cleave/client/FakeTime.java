package dev.cleave.client;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits, and then at once. */
final class FakeTime implements Time {

    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService alarms = Executors.newSingleThreadExecutor();

    Duration passed() {
        return Duration.ofNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration howLong) {
        nanos.addAndGet(howLong.toNanos());
    }

    @Override
    public void later(Duration howLong, Runnable what) {
        try {
            alarms.execute(() -> {
                nanos.addAndGet(howLong.toNanos());
                what.run();
            });
        } catch (RejectedExecutionException closed) {
            // As real time does.
        }
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
