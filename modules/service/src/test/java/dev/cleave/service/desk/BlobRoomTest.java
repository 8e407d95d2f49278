package dev.cleave.service.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
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
import dev.cleave.wire.blob.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs with room for a thousand bytes, on a clock that is moved by hand. */
class BlobRoomTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final JobIds ids = new JobIds(clock, new Random(1));
    private Store store;
    private Writer writer;
    private Blobs blobs;

    @BeforeEach
    void open() throws Exception {
        store = SqliteStore.open(SqliteSettings.in(folder.resolve("store")), clock);
        writer = store.takeEpoch(store.epoch());
        blobs = new Blobs(BlobFolder.in(folder.resolve("blobs")), BlobCopies.NONE, store, writer, 1000, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** An upload of so many bytes, all of them this one. */
    private Payload.Blob upload(int size, int content) throws Exception {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) content);
        Path file = Files.write(folder.resolve("upload"), bytes);
        Payload.Blob blob = new Payload.Blob(Sha256.hex(bytes), size);
        blobs.keep(blob, file);
        return blob;
    }

    private boolean isThere(Payload.Blob blob) {
        boolean isFile = Files.exists(folder.resolve("blobs").resolve(blob.sha256()));
        assertThat(store.blobs().find(blob.sha256()).isPresent()).isEqualTo(isFile);
        return isFile;
    }

    private JobId job(Payload.Blob... classPath) {
        JobSpec spec = new JobSpec(ids.next(), "a.Job", List.of(classPath), Map.of(), List.of(), 100, 100, false);
        writer.submit(new Submission(
                spec,
                "ada",
                "a.Job",
                Map.of(),
                0,
                JobLimits.NONE,
                RetryPolicy.NEVER,
                "",
                "0123456789abcdef".repeat(4),
                clock.millis()));
        return spec.id();
    }

    private void succeed(JobId job, Payload result) {
        Measured measured = new Measured(1, 1, 1);
        writer.end(
                job,
                new JobEnd(new Outcome.Succeeded(result, measured), "", JobEnd.NO_COUNTS, measured, clock.millis()));
    }

    private void assertFull(int size) {
        assertThatThrownBy(() -> upload(size, 99))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.BLOBS_FULL));
    }

    @Test
    void theOneNotUsedForLongestGivesWayToAnUpload() throws Exception {
        Payload.Blob first = upload(400, 1);
        now = now.plus(HOUR);
        Payload.Blob second = upload(400, 2);
        now = now.plus(HOUR);
        upload(400, 1); // Again.
        now = now.plus(HOUR);
        Payload.Blob third = upload(500, 3);
        assertThat(isThere(first)).isTrue();
        assertThat(isThere(second)).isFalse();
        assertThat(isThere(third)).isTrue();
    }

    @Test
    void whatAJobNeedsOrWasAskedForStaysAndTheUploadIsRefused() throws Exception {
        Payload.Blob jar = upload(400, 1);
        JobId job = job(jar);
        now = now.plus(HOUR);
        Payload result = blobs.payload(new byte[300], 64);
        succeed(job(), result);
        now = now.plus(HOUR);
        assertFull(400);
        assertThat(isThere(jar)).isTrue();
        assertThat(isThere((Payload.Blob) result)).isTrue();

        writer.end(job, JobEnd.cancelled(clock.millis()));
        assertThat(blobs.has(jar)).isTrue(); // Somebody is about to retry it.
        assertFull(400);
        now = now.plus(HOUR);
        upload(400, 2);
        assertThat(isThere(jar)).isFalse();
        assertThat(isThere((Payload.Blob) result)).isTrue();
    }

    @Test
    void whatIsLargerThanTheQuotaIsRefusedAndCostsNothing() throws Exception {
        Payload.Blob jar = upload(400, 1);
        job(jar);
        now = now.plus(HOUR);
        assertFull(1001);
        assertThat(isThere(jar)).isTrue();
    }

    @Test
    void aResultIsKeptThoughThereIsNoRoom() throws Exception {
        Payload.Blob jar = upload(900, 1);
        job(jar);
        Payload.Blob result = (Payload.Blob) blobs.payload(new byte[600], 64);
        assertThat(isThere(result)).isTrue();
        assertThat(isThere(jar)).isTrue();
    }

    @Test
    void theBlobsOfForgottenJobsGoWithThem() throws Exception {
        Payload.Blob jar = upload(100, 1);
        Payload.Blob shared = upload(100, 2);
        JobId old = job(jar, shared);
        Payload.Blob result = (Payload.Blob) blobs.payload(new byte[300], 64);
        succeed(old, result);
        now = now.plus(Duration.ofDays(91));
        job(shared);
        blobs.tidyUp();
        assertThat(List.of(isThere(jar), isThere(shared), isThere(result))).containsOnly(true);

        writer.prune(new Retention(Duration.ofDays(90).toMillis(), 0), clock.millis());
        blobs.tidyUp();
        assertThat(isThere(jar)).isFalse();
        assertThat(isThere(result)).isFalse();
        assertThat(isThere(shared)).isTrue();
        assertThat(store.blobs().totalSize()).isEqualTo(100);
    }

    @Test
    void anUploadThatNoJobNamedGoesAfterADay() throws Exception {
        Payload.Blob jar = upload(100, 1);
        now = now.plus(Duration.ofHours(23));
        blobs.tidyUp();
        assertThat(isThere(jar)).isTrue();
        now = now.plus(Duration.ofHours(2));
        blobs.tidyUp();
        assertThat(isThere(jar)).isFalse();
    }
}
