package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.service.desk.BlobCopies;
import dev.cleave.service.desk.Blobs;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import dev.cleave.wire.blob.BlobFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private final JobIds ids = new JobIds(InstantSource.fixed(NOW), new Random(1));

    private JobId job(Writer writer, Duration endedBefore) throws Exception {
        long then = NOW.minus(endedBefore).toEpochMilli();
        JobSpec spec = new JobSpec(ids.next(), "a.Job", List.of(), Map.of(), List.of(), 100, 100, false);
        writer.submit(new Submission(
                spec,
                "ada",
                "nqueens",
                Map.of(),
                0,
                JobLimits.NONE,
                RetryPolicy.NEVER,
                "",
                "0123456789abcdef".repeat(4),
                then));
        writer.start(spec.id(), then);
        log(spec.id(), endedBefore);
        return spec.id();
    }

    private Path log(JobId job, Duration before) throws Exception {
        Path log = folder.resolve("nodes/node-1/job-" + job + ".log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "x".repeat(100));
        Files.setLastModifiedTime(log, FileTime.from(NOW.minus(before)));
        return log;
    }

    private boolean hasLog(JobId job) {
        return Files.exists(folder.resolve("nodes/node-1/job-" + job + ".log"));
    }

    @Test
    void oldJobsAndTheirLogsGoAndWhatRunsStays() throws Exception {
        try (Store store = SqliteStore.open(SqliteSettings.in(folder.resolve("store")), InstantSource.fixed(NOW))) {
            Writer writer = store.takeEpoch(store.epoch());
            JobId old = ended(writer, Duration.ofDays(40));
            JobId first = ended(writer, Duration.ofDays(3));
            JobId second = ended(writer, Duration.ofDays(2));
            JobId running = job(writer, Duration.ofDays(50));
            Blobs blobs = new Blobs(
                    BlobFolder.in(folder.resolve("blobs")),
                    BlobCopies.NONE,
                    store,
                    writer,
                    1 << 20,
                    InstantSource.fixed(NOW));
            try (Housekeeping keeping = new Housekeeping(
                    writer,
                    store.jobs(),
                    new Retention(Duration.ofDays(30).toMillis(), 0),
                    blobs,
                    List.of(folder.resolve("nodes")),
                    150,
                    InstantSource.fixed(NOW))) {
                keeping.tidyUp();
            }
            assertThat(store.jobs().find(old)).isEmpty();
            assertThat(hasLog(old)).isFalse();
            assertThat(store.jobs().find(first)).isPresent();
            assertThat(hasLog(first)).as("the older of two that are too many").isFalse();
            assertThat(hasLog(second)).isTrue();
            assertThat(hasLog(running)).isTrue();
        }
    }

    private JobId ended(Writer writer, Duration before) throws Exception {
        JobId job = job(writer, before);
        writer.end(job, JobEnd.cancelled(NOW.minus(before).toEpochMilli()));
        return job;
    }
}
