package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailedException;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.Ending;
import dev.cleave.client.JobEvent;
import dev.cleave.client.JobFuture;
import dev.cleave.client.JobListener;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.JobSubmission;
import dev.cleave.client.LogLine;
import dev.cleave.client.NodeState;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.testkit.process.ProcessCensus;
import dev.cleave.testkit.process.Signals;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service with a node and runners as real processes, and a client. {@code -Dcancels=100} cancels as many jobs; what is
 * promised may take {@code -Dslack} times as long on a busy machine, and no longer than promised with 1.
 */
class ServiceNodeIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int CANCELS = Integer.getInteger("cancels", 3);
    private static final int SLACK = Integer.getInteger("slack", 10);

    @TempDir
    Path folder;

    private ProcessCensus census;
    private Path chore;
    private ServiceNode service;
    private CleaveClient client;

    @BeforeEach
    void start() throws Exception {
        census = ProcessCensus.from(folder);
        chore = TestJars.chore(folder);
        start(QueueSettings.defaults());
    }

    private void start(QueueSettings queue) throws Exception {
        ServiceSettings settings = ServiceProcess.settings(folder.resolve("service"), 0, 2, queue);
        service = ServiceNode.start(settings);
        client = ServiceProcess.client(settings, service.apiAddress().getPort());
    }

    @AfterEach
    void end() {
        client.close();
        service.close();
        List<ProcessHandle> left = census.awaitNone(Duration.ofSeconds(30));
        census.killAll();
        assertThat(left).as("processes that were left").isEmpty();
    }

    private JobSubmission chore(int numbers, int micros) {
        return JobSubmission.of(Chore.class.getName())
                .jar(chore)
                .argument("numbers", numbers)
                .argument("micros", micros);
    }

    private static <T> T result(JobFuture<T> job) throws Exception {
        return job.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private void awaitState(String job, JobState state) {
        await().atMost(LONG).until(() -> client.job(job).state() == state);
    }

    private void awaitBusy(String job) {
        await().atMost(LONG).until(() -> client.job(job).progress().busyLanes() > 0);
    }

    @Test
    void aProgramOfTheClusterIsSubmittedWatchedAndAnswered() throws Exception {
        List<JobEvent> events = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        JobFuture<String> queens = client.submit(JobSubmission.of("nqueens").argument("n", 9));
        client.watch(queens.id(), new JobListener() {
            @Override
            public void happened(JobEvent event) {
                events.add(event);
            }

            @Override
            public void ended() {
                ended.complete(true);
            }

            @Override
            public void stopped(CleaveException why) {
                ended.completeExceptionally(why);
            }
        });
        assertThat(result(queens)).contains("352");
        assertThat(ended.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<JobState> states = events.stream()
                .filter(JobEvent.Changed.class::isInstance)
                .map(event -> ((JobEvent.Changed) event).job().state())
                .toList();
        assertThat(states).containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED);
        assertThat(client.result(queens.id(), Duration.ZERO)).contains("352");
    }

    @Test
    void aJobOfOnesOwnBringsItsJarAndItsResultIsAValue() throws Exception {
        JobFuture<Long> sum = client.submit(chore(1000, 0), new Chore());
        assertThat(result(sum)).isEqualTo(499_500L);
        assertThat(client.result(sum.id(), Duration.ZERO)).isEqualTo("sum 499500");
        await().atMost(LONG)
                .until(() -> client.logs(sum.id(), false, 0)
                        .map(LogLine::text)
                        .anyMatch(line -> line.equals("a chore of 1000 numbers")));
        assertThat(client.logs(sum.id(), true, 1)).hasSize(1);
    }

    /** Neither ends before both are at work. */
    @Test
    void twoVersionsOfAClassRunSideBySide() throws Exception {
        Path first = TestJars.answering(folder, "first");
        Path second = TestJars.answering(folder, "second");
        for (int i = 0; i < 2; i++) {
            String here = folder.resolve("first-" + i).toString();
            String there = folder.resolve("second-" + i).toString();
            JobSubmission answer = JobSubmission.of("my.Answer");
            JobFuture<String> one =
                    client.submit(answer.jar(first).argument("here", here).argument("there", there));
            JobFuture<String> two =
                    client.submit(answer.jar(second).argument("here", there).argument("there", here));
            assertThat(result(one)).isEqualTo("first");
            assertThat(result(two)).isEqualTo("second");
        }
    }

    @Test
    void aLoopingJobIsCancelledWithinASecondAndItsProcessIsGoneWithinFive() throws Exception {
        for (int i = 0; i < CANCELS; i++) {
            JobFuture<Long> looping = client.submit(chore(2, -1), new Chore());
            awaitBusy(looping.id());
            long asked = System.nanoTime();
            client.cancel(looping.id());
            awaitState(looping.id(), JobState.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("cancel %s", i)
                    .isLessThan(Duration.ofSeconds(SLACK));
            assertThatThrownBy(() -> result(looping)).isInstanceOf(CancellationException.class);
            Map<ProcessHandle, Duration> used = new HashMap<>();
            nobodySpins(used);
            await().atMost(Duration.ofSeconds(5L * SLACK))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> nobodySpins(used));
        }
    }

    /** Whether no runner has used a processor for long since this was asked before. */
    private boolean nobodySpins(Map<ProcessHandle, Duration> used) {
        boolean quiet = true;
        for (ProcessHandle process : census.alive()) {
            if (ProcessCensus.describe(process).contains("RunnerMain")) {
                Duration now = cpu(process);
                Duration before = used.put(process, now);
                quiet &= before != null && now.minus(before).toMillis() < 100;
            }
        }
        return quiet;
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Test
    void aDrainedNodeHandsOverAndNothingIsDoneTwice() throws Exception {
        try (LocalNodes more = LocalNodes.start(
                1, new LocalNodes.Settings(service.clusterAddress(), folder.resolve("more"), 1, List.of()))) {
            await().atMost(LONG).until(() -> client.nodes().size() == 2);
            LongBuffer tally = Chore.tally(folder.resolve("tally").toString());
            JobFuture<Long> job = client.submit(
                    chore(20_000, 10_000)
                            .argument("tally", folder.resolve("tally").toString()),
                    new Chore());
            await().atMost(LONG)
                    .until(() -> client.job(job.id()).progress().nodes() == 2
                            && client.job(job.id()).progress().busyLanes() == 3);
            String node = client.nodes().stream()
                    .filter(one -> one.lanes() == 1)
                    .findFirst()
                    .orElseThrow()
                    .id();
            client.drain(node);
            await().atMost(LONG).until(() -> client.job(job.id()).progress().busyLanes() == 2);
            assertThat(client.job(job.id()).state()).isEqualTo(JobState.RUNNING);
            tally.put(1, 1);
            assertThat(result(job)).isEqualTo(199_990_000L);
            await().atMost(LONG).until(() -> isThere(node, NodeState.DRAINED));
            Ending ending = client.job(job.id()).ending().orElseThrow();
            assertThat(ending.reExecuted()).isZero();
            assertThat(ending.retries()).isZero();
            staysDrained(node, more.process(more.names().get(0)).pid());
        }
    }

    private boolean isThere(String node, NodeState state) {
        return client.nodes().stream().anyMatch(one -> one.id().equals(node) && one.state() == state);
    }

    /** Also if it is taken for lost and comes back. */
    private void staysDrained(String node, long pid) throws Exception {
        Signals.pause(pid);
        try {
            await().atMost(LONG)
                    .until(() ->
                            client.nodes().stream().noneMatch(one -> one.id().equals(node)));
        } finally {
            Signals.resume(pid);
        }
        await().atMost(LONG).until(() -> isThere(node, NodeState.DRAINED));
        JobFuture<Long> next = client.submit(chore(100, 1000), new Chore());
        assertThat(result(next)).isEqualTo(4950L);
        assertThat(client.job(next.id()).ending().orElseThrow().reExecuted()).isZero();
    }

    /** One job at a time and one that waits; whoever finds it full is to come back within a second. */
    private static QueueSettings smallAndQuick() {
        QueueSettings usual = QueueSettings.defaults();
        return new QueueSettings(
                1,
                1,
                usual.halfLifeNanos(),
                usual.ageNanos(),
                usual.presumedLaneNanos(),
                usual.backOffNanos(),
                usual.mostBackOffNanos(),
                TimeUnit.MILLISECONDS.toNanos(100),
                TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aFullQueueSaysWhenToComeBack() throws Exception {
        end();
        start(smallAndQuick());
        JobStatus running = client.job(client.submit(chore(2, -1)).id());
        awaitBusy(running.id());
        String waiting = client.submit(chore(2, 0)).id();
        assertThat(client.why(waiting).reasons()).isNotEmpty();
        try (CleaveClient hasty = ServiceProcess.client(
                ServiceProcess.settings(folder.resolve("service"), 0, 2),
                service.apiAddress().getPort())) {
            CompletableFuture<JobFuture<String>> third = CompletableFuture.supplyAsync(() -> hasty.submit(chore(2, 0)));
            await().atMost(LONG).until(() -> client.job(waiting).state() == JobState.QUEUED);
            client.cancel(running.id());
            assertThat(result(third.get(LONG.toSeconds(), TimeUnit.SECONDS))).isEqualTo("sum 1");
        }
    }

    @Test
    void aFailureSaysWhereAndWhy() {
        JobFuture<String> wrong = client.submit(JobSubmission.of("my.Nobody").jar(chore));
        assertThatThrownBy(() -> result(wrong))
                .cause()
                .isInstanceOfSatisfying(
                        JobFailedException.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Code.JOB_NOT_LOADABLE));
    }

    @Test
    void whatRunsWhenTheServiceEndsGoesOnWhenItComesBack() throws Exception {
        LongBuffer tally = Chore.tally(folder.resolve("tally").toString());
        JobFuture<String> job = client.submit(
                chore(20_000, 20_000).argument("tally", folder.resolve("tally").toString()));
        awaitBusy(job.id());
        client.close();
        service.close();
        start(QueueSettings.defaults());
        assertThat(service.restored()).isEqualTo(1);
        tally.put(1, 1);
        assertThat(client.result(job.id(), LONG)).isEqualTo("sum 199990000");
        assertThat(client.job(job.id()).attempt()).isEqualTo(1);
    }
}
