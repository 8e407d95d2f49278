package dev.cleave.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.cleave.service.access.AuditEntry;
import dev.cleave.service.access.Role;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.BlobPart;
import dev.cleave.wire.proto.jobs.v1.CancelJobRequest;
import dev.cleave.wire.proto.jobs.v1.Error;
import dev.cleave.wire.proto.jobs.v1.GetJobRequest;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobEvent;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.JobState;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import dev.cleave.wire.proto.jobs.v1.WatchJobRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server does for those who may ask, over each of its tongues. */
class ApiServerTest {
    private static final String QUEENS = "{\"job\": {\"program\": \"nqueens\", \"arguments\": {\"n\": \"12\"}}}";

    @TempDir
    Path folder;

    private TestServer api;

    @BeforeEach
    void start() throws Exception {
        api = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aJobIsSubmittedAndSeenInBothTongues() throws Exception {
        HttpResponse<String> submitted = api.post("/v1/jobs", QUEENS);
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
        assertThat(submitted.body()).contains("\"id\": \"job-0001\"", "\"state\": \"QUEUED\"", "\"owner\": \"root\"");
        Job job = jobs(api.admin)
                .getJob(GetJobRequest.newBuilder().setJob("job-0001").build());
        assertThat(job.getRequest().getArgumentsMap()).containsEntry("n", "12");
        assertThat(api.get("/v1/jobs/job-0001").body()).isEqualTo(submitted.body());
        assertThat(api.get("/v1/jobs?states=QUEUED&page_size=10").body())
                .contains("job-0001", "\"next_page_token\": \"\"");
        assertThat(api.get("/v1/jobs?states=RUNNING").body()).doesNotContain("job-0001");
        assertThat(api.post("/v1/jobs/job-0001/cancel", "{}").body()).contains("CANCELLED");
        assertThat(api.audit)
                .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::decision)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cleave.v1.JobService/SubmitJob", "nqueens", "ACCEPTED"),
                        org.assertj.core.groups.Tuple.tuple("cleave.v1.JobService/CancelJob", "job-0001", "ACCEPTED"));
    }

    @Test
    void unknownFieldsAndParametersAreRefusedByName() throws Exception {
        refused(
                api.post("/v1/jobs", "{\"job\": {\"program\": \"a\", \"limits\": {\"maxCore\": 1}}}"),
                400,
                "job.limits.maxCore");
        refused(api.post("/v1/jobs", "{\"jobs\": {}}"), 400, "jobs");
        refused(api.post("/v1/jobs", "{\"job\": {\"program\": 7}}"), 400, "job.program");
        refused(api.post("/v1/jobs", "{\"job\": {\"program\": \"a\"}, \"job\": {\"program\": \"b\"}}"), 400, "body");
        refused(api.post("/v1/jobs", "{\"job\": {\"program\": \"a\"}} x"), 400, "body");
        refused(api.post("/v1/jobs", "{job: {}}"), 400, "body");
        refused(api.post("/v1/jobs?dry_run=true", QUEENS), 400, "dry_run");
        refused(api.get("/v1/jobs?page=2"), 400, "page");
        refused(api.get("/v1/jobs?page_size=1&page_size=2"), 400, "page_size");
        refused(api.get("/v1/jobs?page_size=many"), 400, "page_size");
        refused(api.get("/v1/jobs?page_size=1001"), 400, "page_size");
        refused(api.get("/v1/jobs?states=ASLEEP"), 400, "states[0]");
        refused(api.post("/v1/jobs", "{\"job\": {\"program\": \"a\", \"priority\": 10}}"), 400, "job.priority");
        refused(api.post("/v1/jobs/job-1/cancel", "{\"job\": \"job-2\"}"), 400, "job");
    }

    @Test
    void contentTypesAreStrict() throws Exception {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "x")) {
            HttpResponse<String> answer = api.send(api.request("/v1/jobs")
                    .header("content-type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(QUEENS)));
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(answer.body()).contains("UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @Test
    void refusalsCarryTheErrorInBothTongues() throws Exception {
        HttpResponse<String> http = api.get("/v1/jobs/none");
        assertThat(http.statusCode()).isEqualTo(404);
        assertThat(http.body()).contains("\"code\": \"NOT_FOUND\"", "\"field\": \"job\"", "\"given\": \"none\"");
        assertThatThrownBy(() -> jobs(api.admin)
                        .getJob(GetJobRequest.newBuilder().setJob("none").build()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, status -> {
                    assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
                    assertThat(error(status).getGiven()).isEqualTo("none");
                });
        api.post("/v1/jobs", QUEENS);
        HttpResponse<String> early = api.get("/v1/jobs/job-0001/result?wait=0.1s");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.headers().firstValue("retry-after")).contains("2");
        assertThat(early.body()).contains("JOB_NOT_ENDED", "\"retryable\": true", "\"retry_after\": \"1.500s\"");
    }

    @Test
    void anErrorOfTheServersOwnTellsNothingButAnId() throws Exception {
        api.desk.broken = new IllegalStateException("the password is swordfish");
        HttpResponse<String> http = api.get("/v1/jobs/any");
        assertThat(http.statusCode()).isEqualTo(500);
        assertThat(http.body()).contains("INTERNAL").doesNotContain("swordfish", "Exception", "\tat ");
        assertThatThrownBy(() -> jobs(api.admin)
                        .getJob(GetJobRequest.newBuilder().setJob("any").build()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, status -> {
                    assertThat(error(status).getMessage()).matches(".* log tells more under [0-9a-f]{16}");
                    assertThat(status.getMessage()).doesNotContain("swordfish");
                });
    }

    @Test
    void eventsAreStreamedAndGoOnAfterTheLastOneSeen() throws Exception {
        api.post("/v1/jobs", QUEENS);
        for (int i = 1; i <= 250; i++) {
            api.desk.happens("job-0001", JobEvent.newBuilder().setNote("note " + i), false);
        }
        CompletableFuture<HttpResponse<Stream<String>>> watching = api.client()
                .sendAsync(
                        api.request("/v1/jobs/job-0001/events")
                                .header("last-event-id", "2")
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        HttpResponse<Stream<String>> answer = watching.get(20, TimeUnit.SECONDS);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        Iterator<String> lines = answer.body().iterator();
        List<String> ids = new ArrayList<>();
        while (ids.size() < 248) {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                ids.add(line.substring(4));
            }
        }
        assertThat(ids).startsWith("3", "4").endsWith("249", "250");
        api.desk.happens("job-0001", JobEvent.newBuilder().setNote("done"), true);
        List<String> rest = new ArrayList<>();
        lines.forEachRemaining(rest::add);
        assertThat(rest).contains("id: 251", "event: note", "event: end");
        await().untilAsserted(() ->
                assertThat(api.desk.openFeeds() + api.server.openFeeds()).isZero());
        refused(api.get("/v1/jobs/none/events"), 404, "job");
        refused(api.get("/v1/jobs/job-0001/events?from=3"), 400, "from");
        refused(api.send(api.request("/v1/jobs/job-0001/events").header("last-event-id", "x")), 400, "last-event-id");
    }

    @Test
    void watchingOverGrpcEndsWithTheJobAndIsForgottenWhenTheWatcherGoes() throws Exception {
        api.post("/v1/jobs", QUEENS);
        api.desk.happens(
                "job-0001", JobEvent.newBuilder().setState(Job.newBuilder().setState(JobState.RUNNING)), false);
        Iterator<JobEvent> events = jobs(api.admin)
                .watchJob(WatchJobRequest.newBuilder().setJob("job-0001").build());
        assertThat(events.next().getState().getState()).isEqualTo(JobState.RUNNING);
        api.desk.happens("job-0001", JobEvent.newBuilder().setNote("done"), true);
        assertThat(events.next().getNote()).isEqualTo("done");
        assertThat(events.hasNext()).isFalse();
        await().untilAsserted(() ->
                assertThat(api.desk.openFeeds() + api.server.openFeeds()).isZero());

        api.post("/v1/jobs", QUEENS);
        CompletableFuture<HttpResponse<Void>> gone = api.client()
                .sendAsync(api.request("/v1/jobs/job-0002/events").build(), HttpResponse.BodyHandlers.discarding());
        await().untilAsserted(() -> assertThat(api.desk.openFeeds()).isEqualTo(1));
        gone.cancel(true);
        await().untilAsserted(() ->
                assertThat(api.desk.openFeeds() + api.server.openFeeds()).isZero());
    }

    @Test
    void logsAreText() throws Exception {
        api.post("/v1/jobs", QUEENS);
        assertThat(api.get("/v1/jobs/job-0001/logs").body().lines()).hasSize(3);
        HttpResponse<String> tail = api.get("/v1/jobs/job-0001/logs?tail=1&follow=true");
        assertThat(tail.body()).isEqualTo("1970-01-01T00:00:00Z node-1 line 3\n");
        assertThat(tail.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    }

    @Test
    void blobsComeInOverBothTonguesAndOnlyIfTheyAreWhatTheyShouldBe() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new java.util.Random(1).nextBytes(bytes);
        String sha = sha256(bytes);
        assertThat(put(sha, bytes).body()).contains(sha, "\"size\": \"" + bytes.length + "\"");
        assertThat(folder.resolve("blobs").resolve(sha)).hasBinaryContent(bytes);
        HttpResponse<String> wrong = put("0".repeat(64), bytes);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("BLOB_MISMATCH", sha);
        refused(put("xyz", bytes), 400, "sha256");
        Files.delete(folder.resolve("blobs").resolve(sha));
        assertThat(upload(sha, bytes, bytes.length).get(20, TimeUnit.SECONDS).getSize())
                .isEqualTo(bytes.length);
        assertThat(folder.resolve("blobs").resolve(sha)).hasBinaryContent(bytes);
        assertThatThrownBy(() -> upload("1".repeat(64), bytes, bytes.length).get(20, TimeUnit.SECONDS))
                .hasMessageContaining("digest of the");
        assertThatThrownBy(() -> upload(sha, bytes, 100).get(20, TimeUnit.SECONDS))
                .hasMessageContaining("at most 100");
        await().untilAsserted(() -> assertThat(folder.resolve("incoming")).isEmptyDirectory());
    }

    @Test
    void aJarThatIsNoneIsRefusedWhenAJobNamesIt() throws Exception {
        byte[] text = "no jar at all, but some text".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String sha = sha256(text);
        String job =
                "{\"job\": {\"program\": \"my.Job\", \"class_path\": [{\"sha256\": \"" + sha + "\", \"size\": 28}]}}";
        HttpResponse<String> missing = api.post("/v1/jobs", job);
        assertThat(missing.statusCode()).isEqualTo(409);
        assertThat(missing.body()).contains("BLOB_MISSING");
        put(sha, text);
        HttpResponse<String> bad = api.post("/v1/jobs", job);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("BAD_ARCHIVE", "NOT_AN_ARCHIVE", "job.class_path[0]");
    }

    @Test
    void submittersChangeTheirOwnJobsOnlyAndGoNotFirst() throws Exception {
        String ann = api.token("ann", Role.SUBMITTER, false);
        String bob = api.token("bob", Role.SUBMITTER, false);
        SubmitJobRequest request = SubmitJobRequest.newBuilder()
                .setJob(JobRequest.newBuilder().setProgram("nqueens"))
                .build();
        String id = jobs(ann).submitJob(request).getId();
        CancelJobRequest cancel = CancelJobRequest.newBuilder().setJob(id).build();
        denied(() -> jobs(bob).cancelJob(cancel));
        denied(() -> jobs(ann)
                .submitJob(request.toBuilder()
                        .setJob(request.getJob().toBuilder().setPriority(6))
                        .build()));
        denied(() -> jobs(ann)
                .submitJob(request.toBuilder()
                        .setJob(request.getJob().toBuilder()
                                .addClassPath(Blob.newBuilder()
                                        .setSha256("a".repeat(64))
                                        .setSize(1)))
                        .build()));
        assertThat(jobs(ann).cancelJob(cancel).getState()).isEqualTo(JobState.CANCELLED);
        assertThat(api.audit.stream().filter(e -> e.decision().equals(RefusalCode.PERMISSION_DENIED.name())))
                .hasSize(3);
    }

    @Test
    void whoRetriesAJobNeedsWhatWhoeverSubmittedItNeeded() {
        String operator = api.token("ann", Role.OPERATOR, true);
        String submitter = api.token("ann", Role.SUBMITTER, false);
        String first = jobs(operator)
                .submitJob(SubmitJobRequest.newBuilder()
                        .setJob(JobRequest.newBuilder().setProgram("nqueens").setPriority(9))
                        .build())
                .getId();
        RetryJobRequest retry = RetryJobRequest.newBuilder().setJob(first).build();
        denied(() -> jobs(submitter).retryJob(retry));
        assertThat(jobs(operator).retryJob(retry).getRequest().getPriority()).isEqualTo(9);
    }

    @Test
    void tokensAreMadeAndRevoked() throws Exception {
        HttpResponse<String> made =
                api.post("/v1/tokens", "{\"owner\": \"ann\", \"role\": \"VIEWER\", \"expires_in\": \"3600s\"}");
        assertThat(made.body()).contains("\"expires_at\": \"2026-11-20T13:00:00Z\"");
        String secret = made.body().replaceAll("(?s).*\"secret\": \"([^\"]+)\".*", "$1");
        String id = made.body().replaceAll("(?s).*?\"id\": \"([^\"]+)\".*", "$1");
        HttpRequest.Builder asAnn = HttpRequest.newBuilder(java.net.URI.create(api.uri("/v1/version")))
                .header("authorization", "Bearer " + secret);
        assertThat(api.send(asAnn).body()).contains("1.2.3");
        assertThat(api.get("/v1/tokens").body()).contains(id).doesNotContain(secret);
        assertThat(api.post("/v1/tokens/" + id + "/revoke", "{}").body()).contains("\"revoked_at\": \"2026");
        assertThat(api.send(asAnn).statusCode()).isEqualTo(401);
    }

    @Test
    void aWatchEndsWhenItsTokenIsRevoked() throws Exception {
        api.post("/v1/jobs", QUEENS);
        api.desk.happens("job-0001", JobEvent.newBuilder().setNote("begun"), false);
        HttpResponse<String> made = api.post("/v1/tokens", "{\"owner\": \"ann\", \"role\": \"VIEWER\"}");
        String secret = made.body().replaceAll("(?s).*\"secret\": \"([^\"]+)\".*", "$1");
        String id = made.body().replaceAll("(?s).*?\"id\": \"([^\"]+)\".*", "$1");
        Iterator<JobEvent> events = jobs(secret)
                .watchJob(WatchJobRequest.newBuilder().setJob("job-0001").build());
        assertThat(events.next().getNote()).isEqualTo("begun");
        api.post("/v1/tokens/" + id + "/revoke", "{}");
        assertThatThrownBy(events::hasNext)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        status -> assertThat(error(status).getMessage()).contains("revoked"));
        await().untilAsserted(() ->
                assertThat(api.desk.openFeeds() + api.server.openFeeds()).isZero());
    }

    @Test
    void healthIsToldWithoutATokenButOverGrpcWithOne() throws Exception {
        assertThat(api.send(HttpRequest.newBuilder(java.net.URI.create(api.uri("/healthz"))))
                        .statusCode())
                .isEqualTo(200);
        HealthGrpc.HealthBlockingStub health = api.grpc(HealthGrpc.HealthBlockingStub.class, api.admin);
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
        api.desk.ready = false;
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(api.send(HttpRequest.newBuilder(java.net.URI.create(api.uri("/readyz"))))
                        .statusCode())
                .isEqualTo(503);
    }

    private JobServiceGrpc.JobServiceBlockingStub jobs(String token) {
        return api.grpc(JobServiceGrpc.JobServiceBlockingStub.class, token);
    }

    private HttpResponse<String> put(String sha, byte[] bytes) throws Exception {
        return api.send(api.request("/v1/blobs/" + sha)
                .header("content-type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    private CompletableFuture<Blob> upload(String sha, byte[] bytes, long announced) {
        CompletableFuture<Blob> kept = new CompletableFuture<>();
        StreamObserver<BlobPart> parts = api.grpc(JobServiceGrpc.JobServiceStub.class, api.admin)
                .uploadBlob(new StreamObserver<>() {
                    @Override
                    public void onNext(Blob blob) {
                        kept.complete(blob);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        kept.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        parts.onNext(BlobPart.newBuilder()
                .setHead(Blob.newBuilder().setSha256(sha).setSize(announced))
                .build());
        for (int at = 0; at < bytes.length; at += 256 * 1024) {
            parts.onNext(BlobPart.newBuilder()
                    .setData(ByteString.copyFrom(bytes, at, Math.min(256 * 1024, bytes.length - at)))
                    .build());
        }
        parts.onCompleted();
        return kept;
    }

    private static void refused(HttpResponse<String> answer, int status, String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"field\": \"" + field + "\"");
    }

    private static void denied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        status -> assertThat(error(status).getCode()).isEqualTo("PERMISSION_DENIED"));
    }

    private static Error error(StatusRuntimeException status) {
        try {
            return StatusProto.fromThrowable(status).getDetails(0).unpack(Error.class);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
