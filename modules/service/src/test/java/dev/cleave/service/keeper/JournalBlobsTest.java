package dev.cleave.service.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cluster.controller.JobJournal.Written;
import dev.cleave.core.job.JobId;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.PostgresServer;
import dev.cleave.service.store.sql.PostgresStore;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that a journal names and that are too large for it, as a controller on another machine finds them. */
class JournalBlobsTest {

    private static final int SIZE = (2 << 20) + 12_345;

    @TempDir
    java.nio.file.Path folder;

    private final String url = PostgresServer.newDatabase();
    private Store store;
    private Writer writer;
    private JobId job;

    @BeforeEach
    void open() {
        store = PostgresStore.open(PostgresServer.settings(url));
        writer = store.takeEpoch(0);
        job = writer.submit(Samples.job()).job().id();
        assertThat(writer.start(job, Samples.NOW)).isTrue();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private StoredJournal journal(BlobFolder blobs) {
        StoredJournal journal = StoredJournal.withBlobs(job, store.jobs(), writer, Runnable::run);
        journal.begin(blobs);
        return journal;
    }

    /** A checkpoint tells of a large result, which is in the first controller's folder. */
    private Payload.Blob report(BlobFolder blobs) throws IOException {
        byte[] result = new byte[SIZE];
        new SplittableRandom(1).nextBytes(result);
        Payload.Blob blob = blobs.put(result);
        FinishedChild child = new FinishedChild(Path.of(0), 1, blob, new Measured(1, 1, 1), 0);
        assertThat(journal(blobs)
                        .append(List.of(
                                new JournalEntry(1, 1, new JournalRecord.Begun(1, 0)),
                                new JournalEntry(2, 1, new JournalRecord.Reported(PathKey.ROOT, child))))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(Written.YES);
        return blob;
    }

    @Test
    void anotherMachineHasWhatTheJournalNames() throws IOException {
        BlobFolder here = BlobFolder.in(folder.resolve("here"));
        BlobFolder there = BlobFolder.in(folder.resolve("there"));
        Payload.Blob blob = report(here);
        assertThat(there.has(blob)).isFalse();
        StoredJournal next = journal(there);
        assertThat(next.lastSequence()).isEqualTo(2);
        assertThat(there.read(blob)).isEqualTo(here.read(blob));
    }

    @Test
    void aDamagedBlobIsNotTaken() throws IOException {
        Payload.Blob blob = report(BlobFolder.in(folder.resolve("here")));
        PostgresServer.execute(
                url, "UPDATE journal_parts SET bytes = set_byte(bytes, 7, 255 - get_byte(bytes, 7)) WHERE part = 1");
        BlobFolder there = BlobFolder.in(folder.resolve("there"));
        journal(there);
        assertThat(there.has(blob)).isFalse();
    }

    @Test
    void blobsAreForgottenWithTheJournal() throws IOException {
        Payload.Blob blob = report(BlobFolder.in(folder.resolve("here")));
        assertThat(store.jobs().journalPart(job, blob.sha256(), 2)).isPresent();
        writer.end(job, JobEnd.cancelled(Samples.NOW));
        assertThat(store.jobs().journalPart(job, blob.sha256(), 0)).isEmpty();
    }
}
