package dev.cleave.service.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cluster.controller.JobJournal.Written;
import dev.cleave.core.job.JobId;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running job's journal, in a store that has room, and in one that has none. */
class StoredJournalTest {

    private static final int MOST = 100_000;

    @TempDir
    Path folder;

    private Store store;
    private Writer writer;
    private JobId job;
    private StoredJournal journal;

    @BeforeEach
    void begin() {
        store = SqliteStore.open(new SqliteSettings(folder, 1 << 20, 2 << 20), InstantSource.system());
        writer = store.takeEpoch(0);
        job = writer.submit(Samples.job()).job().id();
        assertThat(writer.start(job, Samples.NOW)).isTrue();
        journal = new StoredJournal(job, store.jobs(), writer, Runnable::run);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Written append(long sequence) {
        return journal.append(List.of(new JournalEntry(sequence, 1, new JournalRecord.Begun(1, (int) sequence - 1))))
                .toCompletableFuture()
                .join();
    }

    private void fill() {
        String text = "x".repeat(2_000);
        for (int i = 0; i < MOST; i++) {
            try {
                writer.submit(Samples.job("ada", Map.of("note", text)));
            } catch (StoreException full) {
                assertThat(full.code()).isEqualTo(StoreCode.STORE_FULL);
                return;
            }
        }
        throw new AssertionError("never full");
    }

    @Test
    void whatIsDecidedIsRead() {
        assertThat(append(1)).isEqualTo(Written.YES);
        assertThat(new StoredJournal(job, store.jobs(), writer, Runnable::run).lastSequence())
                .isEqualTo(1);
    }

    @Test
    void onAFullDiskNothingIsWritten() {
        assertThat(append(1)).isEqualTo(Written.YES);
        fill();
        assertThat(append(2)).isEqualTo(Written.FAILED);
        assertThat(append(2)).isEqualTo(Written.FAILED);
        assertThat(store.jobs().journal(job)).hasSize(1);
    }

    @Test
    void onAFullDiskAJobThatIsToBeStoppedDoesNotWaitForItsJournal() {
        assertThat(append(1)).isEqualTo(Written.YES);
        fill();
        assertThat(append(2)).isEqualTo(Written.FAILED);
        journal.stopping();
        assertThat(append(2)).isEqualTo(Written.YES);
        assertThat(append(3)).isEqualTo(Written.YES);
        assertThat(store.jobs().journal(job)).hasSize(1);
    }

    @Test
    void whereThereIsRoomAJobThatIsToBeStoppedGoesOnWithItsJournal() {
        journal.stopping();
        assertThat(append(1)).isEqualTo(Written.YES);
        assertThat(store.jobs().journal(job)).hasSize(1);
    }
}
