package dev.cleave.client.executor;

import java.util.concurrent.atomic.LongAdder;

/** Counts tasks. Safe for use by many threads. */
final class Tally {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();

    void accepted(int tasks) {
        accepted.add(tasks);
    }

    void succeeded() {
        succeeded.increment();
    }

    void failed() {
        failed.increment();
    }

    void cancelled() {
        cancelled.increment();
    }

    void ended(int good, int bad, int dropped) {
        succeeded.add(good);
        failed.add(bad);
        cancelled.add(dropped);
    }

    /** As it is now; the ended are read first, so that no more have ended than were accepted. */
    TaskProgress progress() {
        long good = succeeded.sum();
        long bad = failed.sum();
        long dropped = cancelled.sum();
        return new TaskProgress(accepted.sum(), good, bad, dropped);
    }
}
