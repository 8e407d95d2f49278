package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.FakeServer;
import dev.cleave.client.fixture.FakeTokens;
import dev.cleave.client.fixture.Faults;
import dev.cleave.client.fixture.Refusals;
import dev.cleave.wire.proto.jobs.v1.Error;
import dev.cleave.wire.proto.jobs.v1.Job;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the client does when a cluster does not answer as it should. */
class AskingTest {

    private static final JobSubmission QUEENS = JobSubmission.of("nqueens").argument("n", 8);

    private final FakeJobs jobs = new FakeJobs();
    private final FakeTokens tokens = new FakeTokens();

    @Test
    void anAnswerThatIsLostAfterTheCommitStillMakesOneJob() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            server.faults.next("SubmitJob", Faults.LOSE_ANSWER).next("SubmitJob", Faults.LOSE_ANSWER);
            JobFuture<String> job = test.client.submit(QUEENS);
            assertThat(job.id()).isEqualTo("job-1");
            assertThat(jobs.jobs).hasSize(1);
            assertThat(jobs.submissions).isEqualTo(3);
        }
    }

    @Test
    void theCallersOwnKeyNamesTheSameJobFromAnotherClient() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient one = TestClient.of(server);
                TestClient other = TestClient.of(server)) {
            JobSubmission named = QUEENS.idempotencyKey("tonight");
            assertThat(one.client.submit(named).id())
                    .isEqualTo(other.client.submit(named).id());
            assertThat(one.client.submit(QUEENS).id())
                    .isNotEqualTo(one.client.submit(QUEENS).id());
        }
    }

    @Test
    void aNodeThatDiesIsLeftForTheNext() throws Exception {
        try (FakeServer first = new FakeServer(jobs);
                FakeServer second = new FakeServer(jobs);
                TestClient test = TestClient.of(first, second)) {
            String id = "job-1";
            jobs.accepted(id, JobMapping.request(QUEENS, List.of(), Map.of()));
            assertThat(test.client.job(id).program()).isEqualTo("nqueens");
            first.die();
            assertThat(test.client.job(id).arguments()).containsEntry("n", "8");
            assertThat(second.faults.calls()).contains("GetJob");
            second.die();
            CleaveException nobody = catchThrowableOfType(CleaveException.class, () -> test.client.job(id));
            assertThat(nobody.code()).isEqualTo(CleaveException.NO_CLUSTER);
            assertThat(nobody.isRetryable()).isTrue();
            assertThat(nobody).hasMessageContaining("no answer from server:1, server:2 after");
            assertThat(test.time.passed()).isBetween(Duration.ofSeconds(15), TestClient.TIMEOUT);
        }
    }

    @Test
    void aNodeThatSaysNothingIsLeftForTheNext() throws Exception {
        try (FakeServer silent = new FakeServer(jobs);
                FakeServer second = new FakeServer(jobs);
                TestClient test = TestClient.impatient(Duration.ofMillis(300), silent, second)) {
            silent.faults.next("SubmitJob", Faults.SILENCE);
            assertThat(test.client.submit(QUEENS).id()).isEqualTo("job-1");
            assertThat(second.faults.calls()).contains("SubmitJob");
        }
    }

    @Test
    void aRefusalTellsFieldGivenAndExpectedAndIsNotAskedAgain() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            Error error = Error.newBuilder()
                    .setCode("INVALID_ARGUMENT")
                    .setMessage("job.priority: 12 (expected: 0 to 9)")
                    .setField("job.priority")
                    .setGiven("12")
                    .setExpected("0 to 9")
                    .build();
            server.faults.next("SubmitJob", Refusals.refused(Status.Code.INVALID_ARGUMENT, error));
            CleaveException refused = catchThrowableOfType(CleaveException.class, () -> test.client.submit(QUEENS));
            assertThat(refused).hasMessage("INVALID_ARGUMENT: job.priority: 12 (expected: 0 to 9)");
            assertThat(refused.code()).isEqualTo("INVALID_ARGUMENT");
            assertThat(refused.field()).isEqualTo("job.priority");
            assertThat(refused.given()).isEqualTo("12");
            assertThat(refused.expected()).isEqualTo("0 to 9");
            assertThat(refused.isRetryable()).isFalse();
            assertThat(server.faults.calls()).containsExactly("SubmitJob");
        }
    }

    @Test
    void aFullQueueIsTriedAgainAfterTheTimeThatTheClusterNames() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            server.faults.next("SubmitJob", full(7)).next("SubmitJob", full(7));
            test.client.submit(QUEENS);
            assertThat(test.time.passed()).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(18));
            assertThat(jobs.submissions).isEqualTo(1);
        }
    }

    @Test
    void aFullQueueForLongerThanTheTimeoutIsToldAtOnce() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            server.faults.next("SubmitJob", full(60));
            CleaveException full = catchThrowableOfType(CleaveException.class, () -> test.client.submit(QUEENS));
            assertThat(full.code()).isEqualTo("QUEUE_FULL");
            assertThat(full.isRetryable()).isTrue();
            assertThat(full.retryAfter()).contains(Duration.ofSeconds(60));
            assertThat(test.time.passed()).isZero();
        }
    }

    @Test
    void aLostSecretIsNotAskedForAgain() throws Exception {
        try (FakeServer server = new FakeServer(tokens);
                TestClient test = TestClient.of(server)) {
            server.faults.next("CreateToken", Faults.LOSE_ANSWER);
            CleaveException lost = catchThrowableOfType(
                    CleaveException.class,
                    () -> test.client.createToken("ann", Role.SUBMITTER, false, Optional.empty()));
            assertThat(lost.code()).isEqualTo(CleaveException.UNCERTAIN);
            assertThat(tokens.made).isEqualTo(1);
        }
    }

    @Test
    void aSecretIsNotPrinted() throws Exception {
        try (FakeServer server = new FakeServer(tokens);
                TestClient test = TestClient.of(server)) {
            NewToken made = test.client.createToken("ann", Role.SUBMITTER, false, Optional.of(Duration.ofDays(30)));
            assertThat(made.secret()).isEqualTo("secret-1");
            assertThat(made.toString()).contains("ann").doesNotContain("secret-1");
        }
    }

    @Test
    void bytesThatAreNoMessageAreABadAnswerAfterAFewTries() throws Exception {
        try (FakeServer server = FakeServer.answering(new byte[] {-1, -1, -1, -1});
                TestClient test = TestClient.of(server)) {
            CleaveException garbage = catchThrowableOfType(CleaveException.class, () -> test.client.job("x"));
            assertThat(garbage.code()).isEqualTo(CleaveException.BAD_ANSWER);
            assertThat(server.faults.calls()).hasSizeBetween(2, 5);
        }
    }

    @Test
    void aMessageThatMakesNoSenseIsABadAnswer() throws Exception {
        Job nonsense = Job.newBuilder().setId("x").setStateValue(77).build();
        try (FakeServer unknownState = FakeServer.answering(nonsense.toByteArray());
                FakeServer empty = FakeServer.answering(new byte[0]);
                TestClient one = TestClient.of(unknownState);
                TestClient two = TestClient.of(empty)) {
            CleaveException state = catchThrowableOfType(CleaveException.class, () -> one.client.job("x"));
            assertThat(state.code()).isEqualTo(CleaveException.BAD_ANSWER);
            assertThat(state).hasMessageContaining("JobState UNRECOGNIZED");
            CleaveException id = catchThrowableOfType(CleaveException.class, () -> two.client.job("x"));
            assertThat(id).hasMessageContaining("job id");
        }
    }

    @Test
    void anInterruptedThreadStopsWaiting() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            Thread.currentThread().interrupt();
            CleaveException stopped = catchThrowableOfType(CleaveException.class, () -> test.client.job("x"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(stopped.code()).isEqualTo(CleaveException.INTERRUPTED);
        }
    }

    @Test
    void aClosedClientSaysSo() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            test.end();
            CleaveException closed = catchThrowableOfType(CleaveException.class, () -> test.client.job("x"));
            assertThat(closed.code()).isEqualTo(CleaveException.CLOSED);
        }
    }

    private static io.grpc.StatusRuntimeException full(long seconds) {
        return Refusals.refused(
                Status.Code.RESOURCE_EXHAUSTED,
                Error.newBuilder()
                        .setCode("QUEUE_FULL")
                        .setRetryable(true)
                        .setRetryAfter(com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
                        .build());
    }
}
