package dev.cleave.service.desk;

import dev.cleave.service.access.Audit;
import dev.cleave.service.access.AuditEntry;
import dev.cleave.service.store.AuditTrail;
import dev.cleave.service.store.StoreException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit in the store, written by a thread of its own in the order in which it was said. */
public final class StoredAudit implements Audit, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoredAudit.class);
    private static final int MOST_WAITING = 100_000;
    private static final long CLOSE_SECONDS = 5;

    private final AuditTrail trail;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "cleave-audit");
                thread.setDaemon(true);
                return thread;
            });

    /** The audit of a store. */
    public StoredAudit(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void record(AuditEntry entry) {
        try {
            writer.execute(() -> write(entry));
        } catch (RejectedExecutionException tooMany) {
            LOG.error("not in the audit, since too much waits for it: {}", entry);
        }
    }

    private void write(AuditEntry entry) {
        String actor = entry.tokenId().isEmpty() ? entry.owner() : entry.owner() + " " + entry.tokenId();
        String decision = entry.reason().isEmpty() ? entry.decision() : entry.decision() + ": " + entry.reason();
        try {
            trail.record(new dev.cleave.service.store.AuditEntry(
                    entry.at().toEpochMilli(), actor, entry.action(), entry.target(), entry.from(), decision));
        } catch (StoreException e) {
            LOG.error("not in the audit: {}", entry, e);
        }
    }

    /** Writes what was said so far. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
