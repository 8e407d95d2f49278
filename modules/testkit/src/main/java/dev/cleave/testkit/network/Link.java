package dev.cleave.testkit.network;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stretch of the way between processes: every connection through it, in both directions, shares its fate.
 *
 * <p>A new link is open. Thread-safe.
 */
public final class Link {

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private boolean cut;
    private volatile boolean closed;
    private volatile long delayNanos;

    /**
     * An open link.
     *
     * @param name what people call it
     */
    public Link(String name) {
        this.name = name;
    }

    /** Holds every byte back, in both directions, without a word to either end, until {@link #restore}. */
    public void cut() {
        lock.lock();
        try {
            cut = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets every byte arrive so much later.
     *
     * @param delay not negative
     */
    public void delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: " + delay + " (expected: 0 or more)");
        }
        delayNanos = delay.toNanos();
    }

    /** Ends one direction of every present connection: the end that accepted hears no more, but may go on speaking. */
    public void halfClose() {
        List.copyOf(connections).forEach(Connection::halfClose);
    }

    /** Breaks every present connection, so that both ends notice at once. New ones are taken. */
    public void sever() {
        List.copyOf(connections).forEach(Connection::close);
    }

    /** Ends cut and delay. What was held back arrives; what was severed or half-closed stays so. */
    public void restore() {
        lock.lock();
        try {
            cut = false;
            delayNanos = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether bytes are held back now. */
    public boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** How many connections go through the link now. */
    public int connections() {
        return connections.size();
    }

    long delayNanos() {
        return delayNanos;
    }

    /** Waits while one of some links is cut, and until a moment of {@link System#nanoTime}. */
    static void awaitPassage(List<Link> links, long due) throws InterruptedException {
        for (Link link : links) {
            link.awaitPassage(due);
        }
    }

    /** Waits while the link is cut, and until a moment of {@link System#nanoTime}. */
    private void awaitPassage(long due) throws InterruptedException {
        lock.lock();
        try {
            long wait = due - System.nanoTime();
            while (!closed && (cut || wait > 0)) {
                if (cut) {
                    changed.await();
                } else {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                }
                wait = due - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    void opened(Connection connection) {
        connections.add(connection);
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }

    /** Breaks everything for good. */
    void close() {
        closed = true;
        restore();
        sever();
    }

    @Override
    public String toString() {
        return name;
    }
}
