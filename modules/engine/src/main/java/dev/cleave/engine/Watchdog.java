package dev.cleave.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks after the lanes from time to time, while any of them is busy.
 *
 * <p>Stretches that last long are cut off now and then, so that what they took is counted as serial time in small parts
 * only, progress is seen and signals are looked at. The longer the leases run and the less there is to wait for, the
 * rarer; costs nothing while all lanes are idle.
 */
final class Watchdog implements Runnable {

    private static final long SHORTEST_NANOS = 2_000_000;
    private static final long LONGEST_NANOS = 20_000_000;

    final Thread thread;

    private final Kernel kernel;
    private volatile boolean asleep;

    Watchdog(Kernel kernel, String name) {
        this.kernel = kernel;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    @Override
    public void run() {
        while (!kernel.isClosed()) {
            if (kernel.isWaitedFor()) {
                LockSupport.parkNanos(this, SHORTEST_NANOS);
                kernel.watch(System.nanoTime());
                continue;
            }
            asleep = true;
            if (kernel.isClosed() || kernel.isWaitedFor()) {
                asleep = false;
            } else if (kernel.isAnyBusy()) {
                long period = kernel.longestStretchNanos(System.nanoTime());
                LockSupport.parkNanos(this, Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, period)));
                asleep = false;
                kernel.watch(System.nanoTime());
            } else {
                LockSupport.park(this);
                asleep = false;
            }
        }
    }

    void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }
}
