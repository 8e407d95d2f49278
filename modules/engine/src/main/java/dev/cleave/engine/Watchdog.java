package dev.cleave.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks after the lanes from time to time, while any of them is busy.
 *
 * <p>Stretches that last long are cut off now and then, so that what they took is counted as serial time in small parts
 * only, progress is seen and signals are looked at. Costs nothing while all lanes are idle.
 */
final class Watchdog implements Runnable {

    private static final long PERIOD_NANOS = 2_000_000;

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
            if (kernel.needsWatching()) {
                LockSupport.parkNanos(this, PERIOD_NANOS);
                kernel.watch(System.nanoTime());
            } else {
                asleep = true;
                if (!kernel.needsWatching() && !kernel.isClosed()) {
                    LockSupport.park(this);
                }
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
