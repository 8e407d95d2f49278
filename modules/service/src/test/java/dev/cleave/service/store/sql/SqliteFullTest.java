package dev.cleave.service.store.sql;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.AuditCheck;
import dev.cleave.service.store.AuditEntry;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.JournalBatch;
import dev.cleave.service.store.JournalEntry;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that has no room left. */
class SqliteFullTest {

    private static final int MOST = 100_000;

    @TempDir
    Path temporary;

    private final AtomicLong now = new AtomicLong(NOW);

    private Store open(SqliteSettings settings) {
        return SqliteStore.open(settings, () -> Instant.ofEpochMilli(now.get()));
    }

    @Test
    void atItsLargestSizeAStoreTakesNothingNewUntilJobsAreForgotten() {
        SqliteSettings settings = new SqliteSettings(temporary.resolve("store"), 1 << 20, 2 << 20);
        try (Store store = open(settings)) {
            Writer writer = store.takeEpoch(0);
            List<Submission> accepted = submitUntilFull(writer);
            assertThat(accepted).hasSizeGreaterThan(100);
            assertGoesOn(store, writer, accepted);

            assertThat(writer.prune(new Retention(0, 10), NOW + 10)).isEqualTo(accepted.size() - 10);
            now.addAndGet(1_000);
            JobId next = writer.submit(Samples.job()).job().id();
            assertThat(writer.start(next, NOW)).isTrue();
            assertThat(writer.journal(journal(next))).isTrue();
            assertThat(store.isFull()).isFalse();
        }
    }

    @Test
    void whereATestMayMountADiskAFullOneTakesNothingNewUntilThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mountOrSkip(temporary.resolve("disk"), 24)) {
            SqliteSettings settings = new SqliteSettings(disk.folder().resolve("store"), 4 << 20, 0);
            List<Submission> accepted;
            try (Store store = open(settings)) {
                Writer writer = store.takeEpoch(0);
                accepted = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    accepted.add(writer.submit(Samples.job()).job().submission());
                }
                Path filler = disk.fill();
                accepted.addAll(submitUntilFull(writer));
                assertGoesOn(store, writer, accepted);

                Files.delete(filler);
                now.addAndGet(1_000);
                accepted.add(writer.submit(Samples.job()).job().submission());
                assertThat(store.isFull()).isFalse();
                assertThat(Files.size(settings.folder().resolve("cleave.reserve")))
                        .isEqualTo(4 << 20);
            }
            try (Store store = open(settings)) {
                assertThat(accepted)
                        .allSatisfy(
                                job -> assertThat(store.jobs().find(job.id())).isPresent());
            }
        }
    }

    @Test
    void whereATestMayMountADiskAStoreOpensOnAFullOne() throws Exception {
        try (SmallDisk disk = SmallDisk.mountOrSkip(temporary.resolve("disk"), 24)) {
            SqliteSettings settings = new SqliteSettings(disk.folder().resolve("store"), 4 << 20, 0);
            Submission job = Samples.job();
            try (Store store = open(settings)) {
                store.takeEpoch(0).submit(job);
            }
            disk.fill();
            try (Store store = open(settings)) {
                Writer writer = store.takeEpoch(1);
                assertThat(store.jobs().find(job.id())).isPresent();
                assertThat(writer.end(job.id(), JobEnd.cancelled(NOW))).isTrue();
            }
        }
    }

    private static JournalBatch journal(JobId job) {
        return new JournalBatch(job, List.of(), List.of(new JournalEntry(1, 1, 1, new byte[] {1})));
    }

    private static List<Submission> submitUntilFull(Writer writer) {
        List<Submission> accepted = new ArrayList<>();
        Map<String, String> labels = Map.of("note", "x".repeat(2_000));
        try {
            while (accepted.size() < MOST) {
                Submission job = Samples.job("ada", labels);
                writer.submit(job);
                accepted.add(job);
            }
            throw new AssertionError("never full");
        } catch (StoreException e) {
            assertThat(e.code()).as(e.toString()).isEqualTo(StoreCode.STORE_FULL);
            assertThat(e).hasMessageContaining("KiB free");
            return accepted;
        }
    }

    private static void assertGoesOn(Store store, Writer writer, List<Submission> accepted) {
        assertThat(store.isFull()).isTrue();
        Submission first = accepted.get(0);
        assertThat(writer.submit(first)).isEqualTo(new Accepted(JobRow.queued(first), false));
        assertThat(writer.start(first.id(), NOW)).isTrue();
        assertThatThrownBy(() -> writer.journal(journal(first.id())))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(StoreCode.STORE_FULL));
        for (Submission job : accepted) {
            JobId id = job.id();
            assertThat(writer.end(id, JobEnd.cancelled(NOW))).isTrue();
            assertThat(store.jobs().find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        }
        store.audit().record(new AuditEntry(NOW, "ada", "job.cancel", "all", "here", "allowed"));
        assertThat(store.audit().verify()).isEqualTo(new AuditCheck(1, 0, ""));
        Submission refused = Samples.job();
        try {
            writer.submit(refused);
            throw new AssertionError("accepted on a full disk");
        } catch (StoreException e) {
            assertThat(e.code()).isEqualTo(StoreCode.STORE_FULL);
        }
        assertThat(store.jobs().find(refused.id())).isEmpty();
    }
}
