package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailedException;
import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.FakeServer;
import dev.cleave.wire.proto.jobs.v1.Failure;
import dev.cleave.wire.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handle of a job: read only, and honest. */
class JobFutureTest {

    private final FakeJobs jobs = new FakeJobs();
    private FakeServer server;
    private TestClient test;

    @BeforeEach
    void connect() throws Exception {
        server = new FakeServer(jobs);
        test = TestClient.of(server);
    }

    @AfterEach
    void close() {
        test.close();
        server.close();
    }

    private static byte[] encoded(Object value) throws Exception {
        return ValueCodec.ofResults(Optional.empty(), Pair.class.getClassLoader(), 1 << 20)
                .encode(value)
                .bytes();
    }

    @Test
    void moreJobsThanMayBeWatchedAtOnceAreAllFollowed() throws Exception {
        List<JobFuture<String>> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(test.client.submit(JobSubmission.of("nqueens")));
        }
        for (JobFuture<String> job : many) {
            jobs.succeed(job.id(), "text " + job.id(), encoded(1));
        }
        for (JobFuture<String> job : many) {
            assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("text " + job.id());
        }
    }

    @Test
    void aJobThatIsNotFollowedYetEndsWithItsClient() {
        JobFuture<String> last = test.client.submit(JobSubmission.of("nqueens"));
        for (int i = 0; i < 100; i++) {
            last = test.client.submit(JobSubmission.of("nqueens"));
        }
        JobFuture<String> unwatched = last;
        test.client.close();
        assertThatThrownBy(() -> unwatched.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CleaveException.class,
                        closed -> assertThat(closed.code()).isEqualTo(CleaveException.CLOSED));
    }

    @Test
    void aResultComesAsTheJobsOwnType() throws Exception {
        JobFuture<Pair.Both> job = test.client.submit(new Pair(), Map.of("n", 3));
        jobs.succeed(job.id(), "text", encoded(new Pair.Both(3, "three")));
        assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Pair.Both(3, "three"));
        assertThat(job.status().program()).isEqualTo(Pair.class.getName());
        assertThat(job.status().ending().orElseThrow().subproblems()).isEqualTo(7);
        assertThat(test.client.result(job.id(), Duration.ZERO, new Pair())).isEqualTo(new Pair.Both(3, "three"));
        assertThat(test.client.attach(job.id()).get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo("text");
    }

    @Test
    void argumentsAreCheckedBeforeAnythingIsSent() {
        CleaveException refused =
                catchThrowableOfType(CleaveException.class, () -> test.client.submit(new Pair(), Map.of("n", 10)));
        assertThat(refused).hasMessageContaining("n: 10 (expected: 1 to 9)");
        assertThat(server.faults.calls()).isEmpty();
    }

    @Test
    void bytesThatAreNoResultFailTheFutureAndNothingElse() throws Exception {
        JobFuture<Pair.Both> job = test.client.submit(new Pair(), Map.of());
        jobs.succeed(job.id(), "text", new byte[] {99, 2, 3, 4, 5});
        Throwable thrown = catchThrowable(() -> job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        JobFailedException failed = (JobFailedException) thrown.getCause();
        assertThat(failed.failure().code()).isEqualTo(Code.RESULT_NOT_ENCODABLE);
    }

    @Test
    void aFailureTellsCodePathMessageAndRemoteStackTrace() {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        jobs.fail(
                job.id(),
                Failure.newBuilder()
                        .setCode("SOLVE_THREW")
                        .setPath("/0/3")
                        .setMessage("java.lang.IllegalStateException: oops")
                        .setStackTrace("at my.Job.solve(Job.java:7)")
                        .build());
        Throwable thrown = catchThrowable(() -> job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS));
        JobFailedException failed = (JobFailedException) thrown.getCause();
        assertThat(failed.failure().code()).isEqualTo(Code.SOLVE_THREW);
        assertThat(failed.failure().path()).isEqualTo("/0/3");
        assertThat(failed.failure().stackTrace()).contains("Job.java:7");
        assertThat(failed).hasMessage("SOLVE_THREW at /0/3: java.lang.IllegalStateException: oops");
        assertThatThrownBy(() -> test.client.result(job.id(), Duration.ZERO)).isInstanceOf(JobFailedException.class);
    }

    @Test
    void aFailureOfAKindThatOnlyTheClusterKnowsKeepsItsCode() {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        jobs.fail(
                job.id(),
                Failure.newBuilder().setCode("NEW_KIND").setMessage("who knows").build());
        assertThat(catchThrowable(() -> job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)))
                .hasRootCauseMessage("INTERNAL: NEW_KIND: who knows");
    }

    @Test
    void cancellingAQueuedJobCancelsIt() {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        assertThat(job.cancel(true)).isTrue();
        assertThat(job.isCancelled()).isTrue();
        assertThat(job.cancel(true)).isTrue();
        assertThatThrownBy(() -> job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> test.client.result(job.id(), Duration.ZERO)).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancellingAJobThatHasSucceededChangesNothing() throws Exception {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        jobs.succeed(job.id(), "92", new byte[0]);
        assertThat(test.client.cancel(job.id())).isEqualTo(Cancellation.ENDED_BEFORE);
        assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("92");
        assertThat(job.cancel(true)).isFalse();
        assertThat(job.isCancelled()).isFalse();
    }

    @Test
    void aRunningJobIsEndingUntilItHasEnded() throws Exception {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        jobs.state(job.id(), dev.cleave.wire.proto.jobs.v1.JobState.RUNNING);
        assertThat(job.requestCancel()).isEqualTo(Cancellation.ENDING);
        assertThat(job.isCancelled()).isFalse();
        jobs.succeed(job.id(), "92", new byte[0]);
        assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("92");
    }

    @Test
    void somebodyElsesCancelIsSeenHere() {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        jobs.state(job.id(), dev.cleave.wire.proto.jobs.v1.JobState.CANCELLED);
        await().atMost(TestClient.LONG).until(job::isCancelled);
        assertThat(job.jobState()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void nobodyOutsideCanCompleteIt() throws Exception {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        CompletableFuture<String> copy = job.toCompletableFuture();
        copy.complete("forged");
        ((CompletableFuture<String>) job.thenApply(text -> text)).cancel(true);
        assertThat(job.isDone()).isFalse();
        jobs.succeed(job.id(), "92", new byte[0]);
        assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("92");
        assertThat(job.toCompletableFuture().join()).isEqualTo("92");
    }

    @Test
    void itIsAStageLikeAnyOther() throws Exception {
        JobFuture<String> one = test.client.submit(JobSubmission.of("nqueens"));
        JobFuture<String> two = test.client.submit(JobSubmission.of("nqueens"));
        CompletableFuture<String> both = one.thenCombine(two, (a, b) -> a + b).toCompletableFuture();
        jobs.succeed(two.id(), "2", new byte[0]);
        jobs.succeed(one.id(), "1", new byte[0]);
        assertThat(both.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("12");
    }

    @Test
    void waitingForAResultEndsWithTheTimeGiven() {
        JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
        CleaveException notYet =
                catchThrowableOfType(CleaveException.class, () -> test.client.result(job.id(), Duration.ofSeconds(90)));
        assertThat(notYet.code()).isEqualTo("JOB_NOT_ENDED");
        assertThat(test.time.passed()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
    }
}
