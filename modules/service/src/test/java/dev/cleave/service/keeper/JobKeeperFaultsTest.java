package dev.cleave.service.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.JobEvent;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keeper does when the store, the disk or the code is not to be had, and when things happen at bad moments. */
class JobKeeperFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final NodeId NODE = new NodeId("node-1-abc");
    private static final int MANY = Integer.getInteger("jobs", 300);

    @TempDir
    Path folder;

    private final FakeWorkforce workforce = new FakeWorkforce();
    private final Happenings happenings = new Happenings();
    private final JobIds ids = new JobIds(InstantSource.system(), new Random(1));
    private final AtomicInteger resultsRefused = new AtomicInteger();
    private CodeFiles code = spec -> List.of();
    private Store store;
    private FaultyWriter writer;
    private JobKeeper keeper;

    @BeforeEach
    void open() {
        store = SqliteStore.open(SqliteSettings.in(folder), InstantSource.system());
        writer = new FaultyWriter(store.takeEpoch(store.epoch()));
        keeper = keeper(QueueSettings.defaults());
    }

    @AfterEach
    void close() {
        keeper.close();
        store.close();
    }

    private JobKeeper keeper(QueueSettings settings) {
        JobKeeper made = new JobKeeper(
                new JobKeeper.Parts(
                        store,
                        writer,
                        workforce,
                        spec -> code.jars(spec),
                        this::payload,
                        happenings,
                        InstantSource.system(),
                        Map.of(),
                        () -> {}),
                settings);
        made.begin().toCompletableFuture().join();
        made.nodeListener().joined(new NodeView(NODE, "127.0.0.1:1", 1, "1", "17"));
        return made;
    }

    private Payload payload(byte[] result, long inline) throws IOException {
        if (resultsRefused.getAndDecrement() > 0) {
            throw new IOException("No space left on device");
        }
        return new Payload.Inline(result);
    }

    private Submission submission(int retries) {
        JobSpec spec = new JobSpec(ids.next(), "a.Job", List.of(), Map.of(), List.of(), 100, 100, false);
        return new Submission(
                spec,
                "ada",
                "nqueens",
                Map.of(),
                0,
                JobLimits.NONE,
                new RetryPolicy(retries, 1),
                "",
                "0123456789abcdef".repeat(4),
                System.currentTimeMillis());
    }

    private JobId submit(int retries) {
        return submit(submission(retries), Runnable::run).job().id();
    }

    private Accepted submit(Submission submission, Executor elsewhere) {
        return keeper.submit(submission, elsewhere).toCompletableFuture().join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private JobRow row(JobId job) {
        return store.jobs().find(job).orElseThrow();
    }

    private void awaitState(JobId job, JobState state) {
        await().atMost(LONG).until(() -> row(job).state() == state);
    }

    private void awaitBegun(JobId job) {
        await().atMost(LONG).until(() -> workforce.jobs.containsKey(job));
    }

    @Test
    void aJobThatIsCancelledWhileItsBeginningCannotBeWrittenNeverRuns() {
        writer.fail("start", 1000);
        JobId job = submit(0);
        await().atMost(LONG)
                .until(() -> keeper.known().toCompletableFuture().join() == 2); // it runs, and something is owed
        keeper.cancel(job).toCompletableFuture().join();
        awaitState(job, JobState.CANCELLED);
        assertThat(workforce.begun).isEmpty();
    }

    @Test
    void aJobThatIsCancelledWhileItBeginsIsCancelledInTheClusterToo() throws Exception {
        CountDownLatch beginning = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        code = spec -> {
            beginning.countDown();
            awaitUninterruptibly(goOn);
            return List.of();
        };
        JobId job = submit(0);
        beginning.await();
        var cancelled = keeper.cancel(job).toCompletableFuture();
        goOn.countDown();
        cancelled.join();
        awaitState(job, JobState.CANCELLED);
        assertThat(workforce.begun).containsExactly(job);
        assertThat(workforce.jobs.get(job).report().toCompletableFuture()).isCompleted();
    }

    @Test
    void aBeginningWhoseAnswerWasLostIsNoEnd() {
        writer.loseAnswers("start", 1);
        JobId job = submit(0);
        awaitBegun(job);
        workforce.jobs.get(job).succeed(new byte[] {1});
        awaitState(job, JobState.SUCCEEDED);
        assertThat(workforce.begun).containsExactly(job);
        assertThat(row(job).attempt()).isEqualTo(1);
    }

    @Test
    void aSubmissionWhoseAnswerWasLostRunsAllTheSame() {
        writer.loseAnswers("submit", 1);
        Submission submission = submission(0);
        assertThatThrownBy(() -> submit(submission, Runnable::run))
                .cause()
                .isInstanceOfSatisfying(
                        StoreException.class, lost -> assertThat(lost.code()).isEqualTo(StoreCode.STORE_UNREACHABLE));
        awaitBegun(submission.id());
    }

    @Test
    void aSubmissionThatWasNotMadeHasNoPlaceInTheQueue() {
        keeper.close();
        keeper = keeper(QueueSettings.defaults().withMost(1, 1));
        writer.fail("submit", 1);
        assertThatThrownBy(() -> submit(0)).isInstanceOf(CompletionException.class);
        await().atMost(LONG).until(() -> keeper.known().toCompletableFuture().join() == 0);
        assertThatThrownBy(() -> submit(submission(0), task -> {
                    throw new RejectedExecutionException("busy");
                }))
                .hasCauseInstanceOf(RejectedExecutionException.class);
        awaitBegun(submit(0));
    }

    @Test
    void anEndThatCannotBeWrittenIsWrittenLater() {
        JobId job = submit(0);
        awaitBegun(job);
        writer.fail("end", 2);
        workforce.jobs.get(job).succeed(new byte[] {7});
        awaitState(job, JobState.SUCCEEDED);
        assertThat(store.jobs().end(job).orElseThrow().resultText()).isEqualTo("as text");
    }

    @Test
    void aResultIsNotGivenUpBecauseTheDiskIsFullForAWhile() {
        JobId job = submit(0);
        awaitBegun(job);
        resultsRefused.set(2);
        workforce.jobs.get(job).succeed(new byte[] {7});
        awaitState(job, JobState.SUCCEEDED);
    }

    @Test
    void anotherAttemptBeginsAfterTheEndOfTheLastIsWritten() {
        JobId job = submit(1);
        awaitBegun(job);
        writer.fail("requeue", 1);
        FakeWorkforce.Job first = workforce.jobs.get(job);
        first.end(new Outcome.Failed(JobFailure.of(Code.IO, "", "no")), new byte[0]);
        await().atMost(LONG).until(() -> workforce.begun.size() == 2);
        assertThat(row(job).attempt()).isEqualTo(2);
        first.succeed(new byte[0]); // says it again, and nobody listens
        workforce.jobs.get(job).succeed(new byte[] {1});
        awaitState(job, JobState.SUCCEEDED);
        assertThat(store.jobs().events(job, 0, 100).stream().map(JobEvent::kind))
                .containsExactly("QUEUED", "RUNNING", "QUEUED", "RUNNING", "SUCCEEDED");
    }

    @Test
    void aJobWhoseCodeIsGoneFailsAndSaysSo() {
        code = spec -> {
            throw new IOException("blob 00ff is not here");
        };
        JobId job = submit(0);
        awaitState(job, JobState.FAILED);
        Outcome outcome = store.jobs().end(job).orElseThrow().outcome();
        assertThat(((Outcome.Failed) outcome).failure().message()).contains("blob 00ff is not here");
    }

    @Test
    void aJobThatCannotBeBegunForAnyReasonFails() {
        code = spec -> {
            throw new IllegalStateException("broken");
        };
        awaitState(submit(0), JobState.FAILED);
    }

    @Test
    void whatIsSaidOfAJobAfterItsEndIsNotKept() {
        JobId job = submit(0);
        awaitBegun(job);
        workforce.jobs.get(job).listener.note("before \0");
        workforce.jobs.get(job).succeed(new byte[0]);
        workforce.jobs.get(job).listener.note("after");
        awaitState(job, JobState.SUCCEEDED);
        keeper.nodes().toCompletableFuture().join();
        assertThat(store.jobs().events(job, 0, 100).stream().map(JobEvent::text))
                .contains("before \uFFFD")
                .doesNotContain("after");
        assertThat(store.jobs().events(job, 0, 100))
                .last()
                .extracting(JobEvent::kind)
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void nothingIsKeptOfJobsThatAreOver() {
        workforce.succeedAtOnce = true;
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            jobs.add(submit(0));
        }
        await().atMost(Duration.ofMinutes(20))
                .until(() -> keeper.known().toCompletableFuture().join() == 0);
        assertThat(happenings.size()).isZero();
        assertThat(store.jobs().counts()).containsEntry(JobState.SUCCEEDED, (long) MANY);
        assertThat(store.jobs().list(JobFilter.of("ada"), null, MANY + 1)).hasSize(MANY);
        assertThat(workforce.begun).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(jobs);
    }
}
