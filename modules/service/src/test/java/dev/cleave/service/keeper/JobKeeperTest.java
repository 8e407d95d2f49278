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
import dev.cleave.core.queue.OwnerTerms;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keeper of jobs does with a real store, and a cluster that does as it is told. */
class JobKeeperTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final NodeId NODE = new NodeId("node-1-abc");
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private final FakeWorkforce workforce = new FakeWorkforce();
    private final Happenings happenings = new Happenings();
    private final AtomicInteger termsLost = new AtomicInteger();
    private final JobIds ids = new JobIds(InstantSource.system(), new Random(1));
    private Map<String, OwnerTerms> owners = Map.of();
    private Store store;
    private JobKeeper keeper;

    @BeforeEach
    void open() {
        store = SqliteStore.open(SqliteSettings.in(folder), InstantSource.system());
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
                        store.takeEpoch(store.epoch()),
                        workforce,
                        spec -> List.of(),
                        (result, inline) -> new Payload.Inline(result),
                        happenings,
                        InstantSource.system(),
                        owners,
                        termsLost::incrementAndGet),
                settings);
        made.begin().toCompletableFuture().join();
        return made;
    }

    private void nodeJoins(int lanes) {
        keeper.nodeListener().joined(new NodeView(NODE, "127.0.0.1:1", lanes, "1", "17"));
    }

    private Submission submission(String key, JobLimits limits, RetryPolicy retries) {
        JobSpec spec = new JobSpec(ids.next(), "a.Job", List.of(), Map.of(), List.of(), 100, 100, false);
        return new Submission(
                spec, "ada", "nqueens", Map.of(), 0, limits, retries, key, DIGEST, System.currentTimeMillis());
    }

    private JobId submit() {
        return submit(submission("", JobLimits.NONE, RetryPolicy.NEVER)).job().id();
    }

    private Accepted submit(Submission submission) {
        return keeper.submit(submission, Runnable::run).toCompletableFuture().join();
    }

    private void awaitState(JobId job, JobState state) {
        await().atMost(LONG).until(() -> row(job).state() == state);
    }

    private JobRow row(JobId job) {
        return store.jobs().find(job).orElseThrow();
    }

    private void awaitBegun(JobId job) {
        await().atMost(LONG).until(() -> workforce.jobs.containsKey(job));
    }

    @Test
    void aJobWaitsForANodeThenRunsAndItsEndIsInTheStore() {
        JobId job = submit();
        assertThat(row(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(keeper.why(job).toCompletableFuture().join().orElseThrow().sentence())
                .contains("waits for a node");
        nodeJoins(2);
        awaitBegun(job);
        await().atMost(LONG).until(() -> workforce.lanes(job, NODE) == 2);
        assertThat(row(job).state()).isEqualTo(JobState.RUNNING);
        workforce.jobs.get(job).succeed(new byte[] {42});
        awaitState(job, JobState.SUCCEEDED);
        assertThat(store.jobs().end(job).orElseThrow().outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(keeper.why(job).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void anOwnersLimitsAreThoseThatAreSetNotThoseInTheStore() {
        JobKeeper before = keeper;
        before.close();
        store.takeEpoch(store.epoch()).putOwner(new OwnerRow("ada", 1, 0, 0, 0));
        owners = Map.of("ada", new OwnerTerms(1, 1, 1000, 1000));
        keeper = keeper(QueueSettings.defaults());
        nodeJoins(2);
        JobId first = submit();
        JobId second = submit();
        awaitBegun(first);
        await().atMost(LONG)
                .until(() -> keeper.why(second)
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .sentence()
                        .contains("ada"));
        assertThat(workforce.jobs).doesNotContainKey(second);
    }

    @Test
    void twoJobsDivideTheLanesAndTheOneThatIsLeftGetsAll() {
        nodeJoins(2);
        JobId first = submit();
        JobId second = submit();
        awaitBegun(second);
        await().atMost(LONG).until(() -> workforce.lanes(first, NODE) == 1 && workforce.lanes(second, NODE) == 1);
        workforce.jobs.get(first).succeed(new byte[0]);
        await().atMost(LONG).until(() -> workforce.lanes(second, NODE) == 2);
    }

    @Test
    void theSameRequestWithTheSameKeyIsTheSameJob() {
        Accepted first = submit(submission("key", JobLimits.NONE, RetryPolicy.NEVER));
        Accepted again = submit(submission("key", JobLimits.NONE, RetryPolicy.NEVER));
        assertThat(again.isNew()).isFalse();
        assertThat(again.job().id()).isEqualTo(first.job().id());
        nodeJoins(1);
        awaitBegun(first.job().id());
        workforce.jobs.get(first.job().id()).succeed(new byte[0]);
        awaitState(first.job().id(), JobState.SUCCEEDED);
        assertThat(workforce.begun).containsExactly(first.job().id());
    }

    @Test
    void aFullQueueRefusesAndSaysWhenToComeBack() {
        keeper.close();
        keeper = keeper(QueueSettings.defaults().withMost(1, 1));
        submit();
        assertThatThrownBy(this::submit)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal().retryAfterNanos()).isPositive());
        assertThat(store.jobs().unfinished()).hasSize(1);
    }

    @Test
    void cancellingEndsAJobWhetherItWaitsOrRuns() {
        JobId waiting = submit();
        keeper.cancel(waiting).toCompletableFuture().join();
        awaitState(waiting, JobState.CANCELLED);
        nodeJoins(1);
        JobId running = submit();
        awaitBegun(running);
        keeper.cancel(running).toCompletableFuture().join();
        awaitState(running, JobState.CANCELLED);
    }

    @Test
    void aJobThatRanWhenTheControllerDiedGoesOnUnderTheNext() {
        nodeJoins(1);
        JobId ran = submit();
        awaitBegun(ran);
        awaitState(ran, JobState.RUNNING);
        keeper.close();
        JobKeeper next = keeper(QueueSettings.defaults());
        assertThat(store.jobs().unfinished()).extracting(JobRow::id).containsExactly(ran);
        assertThat(row(ran).state()).isEqualTo(JobState.RUNNING);
        keeper = next;
        nodeJoins(1);
        await().atMost(LONG).until(() -> workforce.begun.size() == 2 && workforce.lanes(ran, NODE) == 1);
        assertThat(row(ran).attempt()).isEqualTo(1);
        workforce.jobs.get(ran).succeed(new byte[] {3});
        awaitState(ran, JobState.SUCCEEDED);
    }

    @Test
    void aKeeperOfAnEarlierTermChangesNothingAndNoticesThat() {
        nodeJoins(1);
        JobId job = submit();
        awaitBegun(job);
        awaitState(job, JobState.RUNNING);
        store.takeEpoch(store.epoch());
        workforce.jobs.get(job).succeed(new byte[0]);
        await().atMost(LONG).until(() -> termsLost.get() == 1);
        assertThat(row(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(keeper.isLost()).isTrue();
        assertThatThrownBy(this::submit)
                .cause()
                .isInstanceOfSatisfying(
                        StoreException.class, lost -> assertThat(lost.code()).isEqualTo(StoreCode.EPOCH_LOST));
    }

    @Test
    void aJobWithRetriesRunsAgainAfterAFailureThatAnotherRunMayMend() {
        nodeJoins(1);
        JobId job = submit(submission("", JobLimits.NONE, new RetryPolicy(1, 1)))
                .job()
                .id();
        awaitBegun(job);
        workforce.jobs.get(job).end(new Outcome.Failed(JobFailure.of(Code.IO, "", "no")), new byte[0]);
        await().atMost(LONG).until(() -> row(job).state() == JobState.QUEUED && row(job).attempt() == 1);
        await().atMost(LONG).until(() -> workforce.begun.size() == 2);
        workforce.jobs.get(job).end(new Outcome.Failed(JobFailure.of(Code.IO, "", "no")), new byte[0]);
        awaitState(job, JobState.FAILED);
    }

    @Test
    void aNodeThatWasDrainedIsDrainedUnderTheNextControllerToo() {
        nodeJoins(2);
        keeper.drain("node-1").toCompletableFuture().join();
        keeper.close();
        workforce.drained.clear();
        keeper = keeper(QueueSettings.defaults());
        assertThat(workforce.drained).containsExactly(NODE);
    }

    @Test
    void aNodeThatDrainsGetsNoMoreLanes() {
        nodeJoins(1);
        JobId job = submit();
        awaitBegun(job);
        await().atMost(LONG).until(() -> workforce.lanes(job, NODE) == 1);
        KeptNode kept = keeper.drain("node-1").toCompletableFuture().join().orElseThrow();
        assertThat(kept.state()).isEqualTo(KeptNode.State.DRAINING);
        assertThat(workforce.drained).containsExactly(NODE);
        JobId next = submit();
        assertThat(keeper.why(next).toCompletableFuture().join().orElseThrow().sentence())
                .contains("draining");
        assertThat(keeper.drain("elsewhere").toCompletableFuture().join()).isEmpty();
    }

    @Test
    void whoWatchesHearsOfEveryChange() {
        JobId job = submit();
        Happenings.Mark mark = happenings.mark(job);
        var happened = happenings.after(job, mark).toCompletableFuture();
        nodeJoins(1);
        await().atMost(LONG).until(happened::isDone);
        awaitBegun(job);
        workforce.jobs.get(job).listener.note("node b has joined");
        await().atMost(LONG)
                .until(() -> store.jobs().events(job, 0, 10).stream()
                        .anyMatch(event -> event.text().equals("node b has joined")));
    }
}
