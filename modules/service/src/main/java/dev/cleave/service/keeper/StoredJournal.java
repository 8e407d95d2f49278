package dev.cleave.service.keeper;

import dev.cleave.cluster.controller.JobJournal;
import dev.cleave.core.job.JobId;
import dev.cleave.core.journal.BrokenJournalException;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.journal.Replay;
import dev.cleave.service.store.Jobs;
import dev.cleave.service.store.JournalBatch;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.protocol.JournalCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running job's journal in the store.
 *
 * <p>Each batch is a row. When there are many more records than leases outstanding, the shortest journal that says the same
 * takes their place, together with the next batch. One batch at a time. Where several machines share the store, the blobs
 * that a batch names are kept before it.
 *
 * <p>On a full disk nothing is written, so that a job waits with what it has; but one that is to be stopped must not wait for that.
 * Nobody will go on with it, so its journal just ends there.
 */
final class StoredJournal implements JobJournal {

    private static final Logger LOG = LoggerFactory.getLogger(StoredJournal.class);
    private static final int LEAST_RECORDS = 4096;
    private static final int RECORDS_PER_LEASE = 8;

    private final JobId job;
    private final Writer writer;
    private final Executor disk;
    private final @Nullable JournalBlobs blobs;
    private final JobImage image;
    private final long lastSequence;
    /** What is on disk, as far as it is known to be. */
    private final Replay written;

    private long records;
    private boolean isBroken;
    private volatile boolean isStopping;
    private boolean isOver;

    /**
     * Reads the journal.
     *
     * @param disk runs what may block
     * @throws BrokenJournalException if it is damaged
     * @throws dev.cleave.wire.protocol.MalformedMessageException if it is damaged
     */
    StoredJournal(JobId job, Jobs jobs, Writer writer, Executor disk) {
        this(job, jobs, writer, disk, null);
    }

    /** The same, with the blobs that it names: for a controller elsewhere. */
    static StoredJournal withBlobs(JobId job, Jobs jobs, Writer writer, Executor disk) {
        return new StoredJournal(job, jobs, writer, disk, new JournalBlobs(job, jobs, writer));
    }

    private StoredJournal(JobId job, Jobs jobs, Writer writer, Executor disk, @Nullable JournalBlobs blobs) {
        this.job = job;
        this.blobs = blobs;
        this.writer = writer;
        this.disk = disk;
        List<dev.cleave.service.store.JournalEntry> rows = jobs.journal(job);
        Replay read = replay(rows);
        this.image = read.image();
        this.lastSequence = read.sequence();
        this.written = replay(rows);
        this.records = lastSequence;
    }

    private static Replay replay(List<dev.cleave.service.store.JournalEntry> rows) {
        Replay replay = new Replay();
        for (dev.cleave.service.store.JournalEntry row : rows) {
            List<JournalRecord> records = JournalCodec.records(row.records());
            if (row.isSnapshot()) {
                replay = new Replay(records, row.last());
                continue;
            }
            long sequence = row.first();
            for (JournalRecord record : records) {
                replay.next(new JournalEntry(sequence++, row.epoch(), record));
            }
        }
        return replay;
    }

    @Override
    public JobImage image() {
        return image;
    }

    @Override
    public void begin(BlobFolder folder) {
        if (blobs != null) {
            blobs.fetch(image, folder);
        }
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public CompletionStage<Written> append(List<JournalEntry> batch) {
        try {
            return CompletableFuture.supplyAsync(() -> write(batch), disk);
        } catch (RejectedExecutionException ending) {
            return CompletableFuture.completedFuture(Written.FAILED);
        }
    }

    /** The job is to be stopped, whatever becomes of its journal. Safe for use by any thread. */
    void stopping() {
        isStopping = true;
    }

    private synchronized Written write(List<JournalEntry> batch) {
        if (isOver) {
            return Written.YES;
        }
        try {
            boolean runs = (blobs == null || blobs.keep(batch))
                    && writer.journal(new JournalBatch(job, snapshot(), List.of(row(batch))));
            if (!runs) {
                return Written.NO_JOB;
            }
            follow(batch);
            return Written.YES;
        } catch (StoreException refused) {
            if (refused.code() == StoreCode.EPOCH_LOST) {
                return Written.OVER;
            }
            if (refused.code() == StoreCode.STORE_FULL && isStopping) {
                isOver = true; // For good: a journal has no gaps.
                return Written.YES;
            }
            LOG.warn("job {}: {} decisions wait for the store: {}", job, batch.size(), refused.getMessage());
            return Written.FAILED;
        } catch (RuntimeException e) {
            LOG.error("job {}: {} decisions cannot be written", job, batch.size(), e);
            return Written.FAILED;
        }
    }

    private void follow(List<JournalEntry> batch) {
        if (isBroken) {
            return;
        }
        try {
            for (JournalEntry entry : batch) {
                if (entry.sequence() > written.sequence()) {
                    written.next(entry);
                    records++;
                }
            }
        } catch (BrokenJournalException e) {
            // The job may well come to its end; it cannot be gone on with.
            isBroken = true;
            LOG.error("job {}: its journal cannot be gone on with", job, e);
        }
    }

    private static dev.cleave.service.store.JournalEntry row(List<JournalEntry> batch) {
        List<JournalRecord> records = new ArrayList<>(batch.size());
        batch.forEach(entry -> records.add(entry.record()));
        JournalEntry last = batch.get(batch.size() - 1);
        return new dev.cleave.service.store.JournalEntry(
                batch.get(0).sequence(), last.sequence(), last.epoch(), JournalCodec.encode(records));
    }

    /** The shortest equal journal, if it is time to put it in place of what is there. */
    private List<dev.cleave.service.store.JournalEntry> snapshot() {
        int kept = written.image().kept();
        if (isBroken || records < LEAST_RECORDS + (long) RECORDS_PER_LEASE * kept) {
            return List.of();
        }
        records = kept;
        return List.of(new dev.cleave.service.store.JournalEntry(
                0,
                written.sequence(),
                written.image().epoch(),
                JournalCodec.encode(written.image().records())));
    }
}
