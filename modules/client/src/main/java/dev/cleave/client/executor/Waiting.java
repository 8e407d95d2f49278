package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;

/** What becomes of a thread that is interrupted while it waits. */
final class Waiting {

    private Waiting() {}

    /** The exception; the thread's interrupt flag is set again. */
    static CleaveException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return CleaveException.of(CleaveException.INTERRUPTED, "interrupted while waiting for a task", true, e);
    }
}
