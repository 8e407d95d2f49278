package dev.cleave.service.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.CreateTokenRequest;
import dev.cleave.wire.proto.jobs.v1.GetResultRequest;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.Limits;
import dev.cleave.wire.proto.jobs.v1.ListJobsRequest;
import dev.cleave.wire.proto.jobs.v1.MissingBlobsRequest;
import dev.cleave.wire.proto.jobs.v1.Retries;
import dev.cleave.wire.proto.jobs.v1.Role;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit that the proto file states, at it and beyond it. */
class JobChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String SHA = "ab".repeat(32);

    static Stream<Arguments> jobsRefused() {
        return Stream.of(
                job("job.program", j -> j.setProgram("")),
                job("job.program", j -> j.setProgram("../evil")),
                job("job.program", j -> j.setProgram("a".repeat(256))),
                job("job.priority", j -> j.setPriority(10)),
                job("job.priority", j -> j.setPriority(-1)),
                job("job.labels", j -> j.putLabels("A", "b")),
                job("job.labels", j -> j.putLabels("", "b")),
                job("job.labels", j -> j.putLabels("a".repeat(64), "b")),
                job("job.labels", j -> j.putLabels("a", "b".repeat(256))),
                job("job.arguments", j -> j.putArguments("a b", "c")),
                job("job.arguments", j -> j.putArguments("a", "c".repeat(300_000))),
                job(
                        "job.class_path[0].sha256",
                        j -> j.addClassPath(Blob.newBuilder().setSha256("AB".repeat(32)))),
                job("job.class_path[0].sha256", j -> j.addClassPath(Blob.getDefaultInstance())),
                job("job.retries.max", j -> j.setRetries(Retries.newBuilder().setMax(101))),
                job(
                        "job.retries.back_off",
                        j -> j.setRetries(Retries.newBuilder().setBackOff(Durations.ZERO))),
                job(
                        "job.retries.back_off",
                        j -> j.setRetries(Retries.newBuilder().setBackOff(Durations.fromDays(2)))),
                job(
                        "job.limits.min_cores",
                        j -> j.setLimits(Limits.newBuilder().setMinCores(3).setMaxCores(2))),
                job("job.limits.max_nodes", j -> j.setLimits(Limits.newBuilder().setMaxNodes(-5))),
                job(
                        "job.limits.max_payload_bytes",
                        j -> j.setLimits(Limits.newBuilder().setMaxPayloadBytes(1L << 40))),
                job("job.deadline", j -> j.setDeadline(Timestamps.fromMillis(NOW.toEpochMilli()))),
                job(
                        "job.data",
                        j -> j.putData("../x", Blob.newBuilder().setSha256(SHA).build())),
                job(
                        "job.data",
                        j -> j.putData(".x", Blob.newBuilder().setSha256(SHA).build())),
                job("job.data.x.sha256", j -> j.putData("x", Blob.getDefaultInstance())));
    }

    @ParameterizedTest
    @MethodSource("jobsRefused")
    void whatIsBeyondALimitIsRefusedByName(String field, JobRequest job) {
        refused(
                field,
                () -> JobChecks.submit(SubmitJobRequest.newBuilder().setJob(job).build(), NOW));
    }

    @Test
    void whatIsAtEveryLimitIsTaken() {
        JobRequest job = JobRequest.newBuilder()
                .setProgram("my.pkg.Job$Inner")
                .setPriority(9)
                .putLabels("a".repeat(63), "b".repeat(255))
                .putLabels("team/x.y-z", "")
                .putArguments("n", "12")
                .addClassPath(Blob.newBuilder().setSha256(SHA).setSize(7))
                .setRetries(Retries.newBuilder().setMax(100).setBackOff(Durations.fromSeconds(1)))
                .setLimits(Limits.newBuilder().setMinCores(2).setMaxCores(2))
                .setDeadline(Timestamps.fromMillis(NOW.toEpochMilli() + 1))
                .putData("table.bin", Blob.newBuilder().setSha256(SHA).build())
                .addJvmOptions("-Xmx512m")
                .build();
        SubmitJobRequest request = SubmitJobRequest.newBuilder()
                .setJob(job)
                .setIdempotencyKey("k".repeat(128))
                .build();
        assertThatCode(() -> JobChecks.submit(request, NOW)).doesNotThrowAnyException();
        refused(
                "idempotency_key",
                () -> JobChecks.submit(
                        request.toBuilder().setIdempotencyKey("k".repeat(129)).build(), NOW));
        refused(
                "idempotency_key",
                () -> JobChecks.submit(
                        request.toBuilder().setIdempotencyKey("a b").build(), NOW));
        refused("job", () -> JobChecks.submit(SubmitJobRequest.getDefaultInstance(), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:/tmp/evil.jar",
                "-agentlib:jdwp=transport=dt_socket",
                "-agentpath:/x",
                "-cp",
                "-classpath",
                "@file",
                "-XX:OnOutOfMemoryError=rm -rf x",
                "-XX:OnError=x",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:HeapDumpPath=/x",
                "-Xbootclasspath/a:x",
                "-Xlog:all:file=/x",
                "-XX:Flags=x",
                "-XX:VMOptionsFile=x",
                "-Djava.io.tmpdir=/",
                "-Dcleave.x=y",
                "-Dcom.sun.management.jmxremote.port=1",
                "-Dakka.x=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx",
                "",
                "-Xmx1g -javaagent:x",
                "-Dx=a\nb",
                "-XX:+UnlockDiagnosticVMOptions",
                "-Xshare:dump",
                "--patch-module=a=b"
            })
    void optionsThatReachBeyondTheJobAreRefused(String option) {
        refused("job.jvm_options[0]", () -> JobChecks.submit(withOption(option), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx512m",
                "-Xms1g",
                "-Xss2m",
                "-XX:+UseParallelGC",
                "-ea",
                "-Dmy.size=7",
                "-XX:MaxDirectMemorySize=64m"
            })
    void optionsOfTheJobsOwnAreTaken(String option) {
        assertThatCode(() -> JobChecks.submit(withOption(option), NOW)).doesNotThrowAnyException();
    }

    @Test
    void listsAndWaitsAndTokensAndBlobsHaveLimits() {
        refused(
                "page_size",
                () -> JobChecks.list(
                        ListJobsRequest.newBuilder().setPageSize(1001).build()));
        refused(
                "labels[0]",
                () -> JobChecks.list(
                        ListJobsRequest.newBuilder().addLabels("novalue").build()));
        refused(
                "states[0]",
                () -> JobChecks.list(
                        ListJobsRequest.newBuilder().addStatesValue(77).build()));
        refused(
                "states[0]",
                () -> JobChecks.list(
                        ListJobsRequest.newBuilder().addStatesValue(0).build()));
        refused(
                "owner",
                () -> JobChecks.list(
                        ListJobsRequest.newBuilder().setOwner("A B").build()));
        refused(
                "page_token",
                () -> JobChecks.list(
                        ListJobsRequest.newBuilder().setPageToken("\n").build()));
        assertThatCode(() -> JobChecks.list(ListJobsRequest.newBuilder()
                        .setPageSize(1000)
                        .addLabels("a=")
                        .build()))
                .doesNotThrowAnyException();
        refused(
                "wait",
                () -> JobChecks.result(GetResultRequest.newBuilder()
                        .setJob("j")
                        .setWait(Durations.fromMillis(60_001))
                        .build()));
        refused(
                "wait",
                () -> JobChecks.result(GetResultRequest.newBuilder()
                        .setJob("j")
                        .setWait(Durations.fromSeconds(-1))
                        .build()));
        refused(
                "job",
                () -> JobChecks.result(
                        GetResultRequest.newBuilder().setJob("a/b").build()));
        refused(
                "role",
                () -> TokenChecks.create(
                        CreateTokenRequest.newBuilder().setOwner("ann").build()));
        refused(
                "owner",
                () -> TokenChecks.create(
                        CreateTokenRequest.newBuilder().setRole(Role.VIEWER).build()));
        refused(
                "expires_in",
                () -> TokenChecks.create(CreateTokenRequest.newBuilder()
                        .setOwner("ann")
                        .setRole(Role.VIEWER)
                        .setExpiresIn(Durations.ZERO)
                        .build()));
        MissingBlobsRequest.Builder many = MissingBlobsRequest.newBuilder();
        for (int i = 0; i < 1001; i++) {
            many.addBlobs(Blob.newBuilder().setSha256(SHA));
        }
        refused("blobs", () -> BlobChecks.missing(many.build()));
        assertThatThrownBy(() -> BlobChecks.head(
                        Blob.newBuilder().setSha256(SHA).setSize(11).build(), 10))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.TOO_LARGE));
    }

    private static SubmitJobRequest withOption(String option) {
        return SubmitJobRequest.newBuilder()
                .setJob(JobRequest.newBuilder().setProgram("a").addJvmOptions(option))
                .build();
    }

    private static Arguments job(String field, Consumer<JobRequest.Builder> change) {
        JobRequest.Builder job = JobRequest.newBuilder().setProgram("nqueens");
        change.accept(job);
        return Arguments.of(field, job.build());
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_ARGUMENT);
            assertThat(refusal.error().getField()).isEqualTo(field);
            assertThat(refusal.error().getExpected()).isNotEmpty();
        });
    }
}
