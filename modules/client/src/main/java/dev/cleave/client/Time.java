package dev.cleave.client;

import java.time.Duration;

/** The clock that the client goes by, and how it waits. */
interface Time extends AutoCloseable {

    /** Nanoseconds since some moment. */
    long nanos();

    /**
     * Lets time pass on this thread; returns early once closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void pause(Duration howLong) throws InterruptedException;

    /** Has something short done later, on some other thread; never once closed. */
    void later(Duration howLong, Runnable what);

    @Override
    void close();
}
