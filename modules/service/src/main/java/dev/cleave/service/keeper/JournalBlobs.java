package dev.cleave.service.keeper;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.journal.KeptImage;
import dev.cleave.core.journal.LeaseImage;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.search.Found;
import dev.cleave.service.store.BlobParts;
import dev.cleave.service.store.Jobs;
import dev.cleave.service.store.Writer;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blobs that a job's journal names, in the store: kept there before the journal names them, so that a controller on another
 * machine has them. One that cannot be kept or had is told to the log: a coordinator that does not find it runs the job from
 * its beginning. Not thread-safe.
 */
final class JournalBlobs {

    private static final Logger LOG = LoggerFactory.getLogger(JournalBlobs.class);

    private final JobId job;
    private final Jobs jobs;
    private final Writer writer;
    private final Set<Payload.Blob> kept = new HashSet<>();
    private @Nullable BlobFolder folder;

    JournalBlobs(JobId job, Jobs jobs, Writer writer) {
        this.job = job;
        this.jobs = jobs;
        this.writer = writer;
    }

    /** Puts into a folder what a journal names, and takes from there what it will name. */
    void fetch(JobImage image, BlobFolder into) {
        folder = into;
        Set<Payload.Blob> named = new LinkedHashSet<>();
        for (LeaseImage lease : image.leases()) {
            add(lease.problem(), named);
            add(lease.result(), named);
            for (KeptImage under : lease.under()) {
                add(under.result(), named);
            }
        }
        Found best = image.best();
        if (best != null) {
            add(best.solution(), named);
        }
        if (image.outcome() instanceof Outcome.Succeeded succeeded) {
            add(succeeded.result(), named);
        }
        kept.addAll(named);
        for (Payload.Blob blob : named) {
            try {
                if (!into.has(blob)
                        && !BlobParts.join(blob, into, part -> jobs.journalPart(job, blob.sha256(), part))) {
                    LOG.warn("job {}: blob {} is not in the store", job, blob.sha256());
                }
            } catch (IOException e) {
                LOG.warn("job {}: blob {} cannot be had from the store: {}", job, blob.sha256(), e.toString());
            }
        }
    }

    /**
     * Keeps what a batch names.
     *
     * @return false if the job does not run
     */
    boolean keep(List<JournalEntry> batch) {
        BlobFolder from = folder;
        if (from == null) {
            return true;
        }
        Set<Payload.Blob> named = new LinkedHashSet<>();
        batch.forEach(entry -> add(entry.record(), named));
        named.removeAll(kept);
        for (Payload.Blob blob : named) {
            try {
                if (!BlobParts.split(
                        blob, from, (part, bytes) -> writer.putJournalPart(job, blob.sha256(), part, bytes))) {
                    return false;
                }
                kept.add(blob);
            } catch (IOException e) {
                LOG.warn("job {}: blob {} cannot be kept in the store: {}", job, blob.sha256(), e.toString());
            }
        }
        return true;
    }

    private static void add(JournalRecord record, Set<Payload.Blob> named) {
        if (record instanceof JournalRecord.Shed shed) {
            add(shed.child().problem(), named);
        } else if (record instanceof JournalRecord.Reported reported) {
            add(reported.child().result(), named);
        } else if (record instanceof JournalRecord.Finished finished) {
            add(finished.result(), named);
        } else if (record instanceof JournalRecord.Improved improved) {
            add(improved.found().solution(), named);
        } else if (record instanceof JournalRecord.Ended ended
                && ended.outcome() instanceof Outcome.Succeeded succeeded) {
            add(succeeded.result(), named);
        }
    }

    private static void add(@Nullable Payload payload, Set<Payload.Blob> named) {
        if (payload instanceof Payload.Blob blob) {
            named.add(blob);
        }
    }
}
