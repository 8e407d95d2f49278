package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.fixture.FakeJobs;
import dev.cleave.client.fixture.FakeServer;
import dev.cleave.wire.proto.jobs.v1.JobState;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event once, in order, whatever happens to the connection. */
class WatchTest {

    private static final List<Long> ALL = List.of(1L, 2L, 3L, 4L, 5L, 6L);

    private final FakeJobs jobs = new FakeJobs();
    private final Recorder heard = new Recorder();

    private String endedJob(TestClient test) {
        String id = test.client.submitOnly(JobSubmission.of("nqueens")).id(); // else its future watches as well
        jobs.state(id, JobState.RUNNING);
        jobs.note(id, "three");
        jobs.note(id, "four");
        jobs.note(id, "five");
        jobs.succeed(id, "92", new byte[0]);
        return id;
    }

    /** What a watch from the beginning to the end hears. */
    private List<Long> numbersOfAnEndedJob() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            test.client.watch(endedJob(test), heard);
            assertThat(heard.awaitEnd()).isEqualTo("ended");
            return heard.numbers();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aStreamThatBreaksAnywhereIsGoneOnWith(int told) throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            String id = endedJob(test);
            await().atMost(TestClient.LONG)
                    .until(() -> test.client.result(id, TestClient.TIMEOUT).equals("92"));
            jobs.askedAfter.clear();
            jobs.breaks.add(told);
            jobs.breaks.add(0);
            test.client.watch(id, heard);
            assertThat(heard.awaitEnd()).isEqualTo("ended");
            assertThat(heard.numbers()).isEqualTo(ALL);
            assertThat(jobs.askedAfter).containsExactly(0L, (long) told, (long) told);
        }
    }

    @Test
    void eventsThatComeAgainAreDropped() throws Exception {
        jobs.breaks.add(4);
        jobs.startsAfter.addAll(List.of(0L, 1L));
        assertThat(numbersOfAnEndedJob()).isEqualTo(ALL);
    }

    @Test
    void anEventThatIsLeftOutIsAskedForAgain() throws Exception {
        jobs.breaks.add(2);
        jobs.startsAfter.addAll(List.of(0L, 3L)); // The second stream forgets the third event.
        assertThat(numbersOfAnEndedJob()).isEqualTo(ALL);
    }

    @Test
    void eventsThatAreNotKeptAnyMoreAreNotWaitedForForEver() throws Exception {
        jobs.startsAfter.addAll(List.of(3L, 3L, 3L));
        assertThat(numbersOfAnEndedJob()).containsExactly(4L, 5L, 6L);
    }

    @Test
    void aWatchMovesToAnotherNodeWhenItsOwnDies() throws Exception {
        try (FakeServer first = new FakeServer(jobs);
                FakeServer second = new FakeServer(jobs);
                TestClient test = TestClient.of(first, second)) {
            JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
            jobs.state(job.id(), JobState.RUNNING);
            test.client.watch(job.id(), heard);
            await().atMost(TestClient.LONG)
                    .until(() -> heard.numbers().size() == 2 && job.jobState() == dev.cleave.client.JobState.RUNNING);
            first.die();
            await().atMost(TestClient.LONG)
                    .until(() -> second.faults.calls().stream()
                                    .filter("WatchJob"::equals)
                                    .count()
                            == 2);
            jobs.note(job.id(), "on the other side");
            jobs.succeed(job.id(), "92", new byte[0]);
            assertThat(heard.awaitEnd()).isEqualTo("ended");
            assertThat(heard.numbers()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("92");
        }
    }

    @Test
    void progressIsToldAndNotCounted() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
            await().atMost(TestClient.LONG).until(() -> jobs.watching(job.id()) == 1);
            jobs.progress(job.id(), 0.5);
            await().atMost(TestClient.LONG).until(() -> job.progress().fraction() == 0.5);
            jobs.succeed(job.id(), "92", new byte[0]);
            assertThat(job.get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("92");
        }
    }

    @Test
    void aWatchOfNothingStopsAtOnce() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            test.client.watch("nothing", heard);
            assertThat(heard.awaitEnd()).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void aClusterOutOfReachIsGivenUpAfterAWhile() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
            server.die();
            assertThat(job.handle((result, thrown) -> ((CleaveException) thrown).code())
                            .toCompletableFuture()
                            .get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(CleaveException.NO_CLUSTER);
            assertThat(test.time.passed()).isBetween(TestClient.PATIENCE.dividedBy(2), TestClient.PATIENCE);
        }
    }

    @Test
    void aBusyNodeIsAskedAgainLater() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            String id = endedJob(test);
            server.faults
                    .next("WatchJob", Status.UNAVAILABLE.asRuntimeException())
                    .next("WatchJob", Status.INTERNAL.asRuntimeException())
                    .next("WatchJob", Status.UNAVAILABLE.asRuntimeException());
            test.client.watch(id, heard);
            assertThat(heard.awaitEnd()).isEqualTo("ended");
            assertThat(heard.numbers()).isEqualTo(ALL);
        }
    }

    @Test
    void aListenerThatThrowsEndsItsOwnWatch() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            String id = endedJob(test);
            Recorder throwing = new Recorder();
            test.client.watch(id, new JobListener() {
                @Override
                public void happened(JobEvent event) {
                    throw new IllegalStateException("oops");
                }

                @Override
                public void stopped(CleaveException why) {
                    throwing.stopped(why);
                }
            });
            assertThat(throwing.awaitEnd()).isEqualTo("LISTENER_THREW");
        }
    }

    @Test
    void aClosedClientEndsItsWatchesAndFutures() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            JobFuture<String> job = test.client.submit(JobSubmission.of("nqueens"));
            test.client.watch(job.id(), heard);
            await().atMost(TestClient.LONG).until(() -> jobs.watching(job.id()) == 2);
            test.end();
            assertThat(heard.awaitEnd()).isEqualTo(CleaveException.CLOSED);
            assertThat(job.handle((result, thrown) -> ((CleaveException) thrown).code())
                            .toCompletableFuture()
                            .get(TestClient.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(CleaveException.CLOSED);
        }
    }

    @Test
    void aClosedWatchIsToldNothingMore() throws Exception {
        try (FakeServer server = new FakeServer(jobs);
                TestClient test = TestClient.of(server)) {
            String id = test.client.submitOnly(JobSubmission.of("nqueens")).id(); // else its future watches as well
            JobWatch watch = test.client.watch(id, heard);
            await().atMost(TestClient.LONG).until(() -> heard.numbers().size() == 1);
            watch.close();
            Recorder after = new Recorder();
            test.client.watch(id, after);
            jobs.succeed(id, "92", new byte[0]);
            assertThat(after.awaitEnd()).isEqualTo("ended");
            assertThat(heard.numbers()).containsExactly(1L);
            assertThat(heard.end).isNotDone();
        }
    }
}
