package dev.cleave.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.cluster.fixture.Jobs;
import dev.cleave.cluster.fixture.TestNode;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller and nodes, each an actor system of its own, over real sockets, with runners as processes. */
class ClusterTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Cluster cluster;
    private final List<TestNode> nodes = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final JobListener listener = new JobListener() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    @BeforeEach
    void formCluster() throws Exception {
        cluster = Cluster.start(ClusterSettings.local(0, folder.resolve("controller")), 1, new NodeListener() {
            @Override
            public void joined(NodeView node) {
                events.add("joined " + node.id());
            }

            @Override
            public void draining(NodeId node) {
                events.add("draining " + node);
            }

            @Override
            public void drained(NodeId node) {
                events.add("drained " + node);
            }

            @Override
            public void lost(NodeId node, String why) {
                events.add("lost " + node);
            }
        });
    }

    @AfterEach
    void closeAll() throws Exception {
        for (TestNode node : nodes) {
            node.close();
        }
        cluster.close();
    }

    private TestNode join(String name) throws Exception {
        TestNode node = TestNode.join(name, folder, cluster.address());
        nodes.add(node);
        return node;
    }

    private JobReport report(JobHandle job) throws Exception {
        return job.report().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void twoNodesRunAJobToItsResult() throws Exception {
        join("a");
        join("b");
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        JobReport report = report(cluster.submit(Jobs.pieces("two", 40, 20, 8), List.of(), listener));
        assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(40));
        assertThat(report.shares()).hasSize(2);
        assertThat(report.counts().sheds()).isPositive();
        assertThat(report.lanes()).isEqualTo(2);
    }

    @Test
    void aJobWaitsForItsFirstNode() throws Exception {
        JobHandle job = cluster.submit(Jobs.pieces("early", 3, 1, 8), List.of(), listener);
        await().atMost(LONG).until(() -> !job.progress().waitingFor().isEmpty());
        join("late");
        assertThat(Jobs.sum(report(job))).isEqualTo(Jobs.sumOf(3));
    }

    @Test
    void theResultSurvivesTheLossOfANodeWhichIsNoticedAtOnce() throws Exception {
        TestNode lost = join("a");
        join("b");
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        JobHandle job = cluster.submit(Jobs.pieces("loss", 60, 50, 8), List.of(), listener);
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 2);
        nodes.remove(lost);
        lost.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> notes.stream().anyMatch(note -> note.contains("is lost")));
        assertThat(Jobs.sum(report(job))).isEqualTo(Jobs.sumOf(60));
    }

    @Test
    void allNodesMayBeLostAndAnotherGoesOn() throws Exception {
        TestNode lost = join("a");
        assertThat(cluster.awaitNodes(1, LONG)).isTrue();
        JobHandle job = cluster.submit(Jobs.pieces("all", 30, 50, 8), List.of(), listener);
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 1);
        nodes.remove(lost);
        lost.close();
        await().atMost(LONG).until(() -> !job.progress().waitingFor().isEmpty());
        join("b");
        assertThat(Jobs.sum(report(job))).isEqualTo(Jobs.sumOf(30));
    }

    @Test
    void largeResultsTravelAsBlobsAndAreGoneAfterwards() throws Exception {
        join("a");
        join("b");
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        JobReport report = report(cluster.submit(Jobs.pieces("large", 6, 50, 8 << 20), List.of(), listener));
        assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(6));
        await().atMost(LONG).until(() -> leftOver().isEmpty());
    }

    private List<Path> leftOver() throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains("job-large")
                            && !file.toString().endsWith(".log"))
                    .toList();
        }
    }

    @Test
    void cancelEndsAJobWhateverItsRunnersDo() throws Exception {
        join("a");
        assertThat(cluster.awaitNodes(1, LONG)).isTrue();
        JobHandle job = cluster.submit(Jobs.pieces("endless", 2, 1_000_000, 8), List.of(), listener);
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 1);
        job.cancel();
        assertThat(report(job).outcome()).isEqualTo(new Outcome.Cancelled());
        JobReport next = report(cluster.submit(Jobs.pieces("next", 3, 1, 8), List.of(), listener));
        assertThat(Jobs.sum(next)).isEqualTo(Jobs.sumOf(3));
    }

    @Test
    void aJobByShareRunsOnlyWhereItWasGivenLanes() throws Exception {
        TestNode given = join("a");
        join("b");
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        JobHandle job = cluster.submitByShare(Jobs.pieces("share", 20, 5, 8), List.of(), listener);
        await().atMost(LONG).until(() -> !job.progress().waitingFor().isEmpty());
        cluster.share(job.id(), given.id, 1);
        JobReport report = report(job);
        assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(20));
        assertThat(report.shares()).containsOnlyKeys(given.id);
    }

    @Test
    void aJobWhoseLanesGoToAnotherPausesAndGoesOnLater() throws Exception {
        TestNode node = join("a");
        assertThat(cluster.awaitNodes(1, LONG)).isTrue();
        JobHandle first = cluster.submitByShare(Jobs.pieces("first", 50, 20, 8), List.of(), listener);
        cluster.share(first.id(), node.id, 1);
        await().atMost(LONG).until(() -> first.progress().busyLanes() == 1);
        JobHandle second = cluster.submitByShare(Jobs.pieces("second", 10, 20, 8), List.of(), listener);
        cluster.share(first.id(), node.id, 0);
        cluster.share(second.id(), node.id, 1);
        assertThat(Jobs.sum(report(second))).isEqualTo(Jobs.sumOf(10));
        await().atMost(LONG).until(() -> first.progress().busyLanes() == 0);
        assertThat(first.report().toCompletableFuture()).isNotDone();
        cluster.share(first.id(), node.id, 1);
        assertThat(Jobs.sum(report(first))).isEqualTo(Jobs.sumOf(50));
    }

    @Test
    void aNodeThatDrainsGivesBackItsWorkAndStays() throws Exception {
        TestNode drained = join("a");
        TestNode other = join("b");
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        JobHandle job = cluster.submit(Jobs.pieces("drain", 60, 20, 8), List.of(), listener);
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 2);
        cluster.drain(drained.id);
        JobReport report = report(job);
        assertThat(Jobs.sum(report)).isEqualTo(Jobs.sumOf(60));
        assertThat(report.counts().lostNodes()).isZero();
        assertThat(report.counts().retries()).isZero();
        await().atMost(LONG).until(() -> events.contains("drained " + drained.id));
        assertThat(drained.end).isNotDone();
        JobReport next = report(cluster.submit(Jobs.pieces("after", 10, 5, 8), List.of(), listener));
        assertThat(next.shares()).containsOnlyKeys(other.id);
        assertThat(events).contains("joined " + drained.id, "draining " + drained.id);
    }

    @Test
    void aJobCanBeFailedFromOutside() throws Exception {
        JobHandle job = cluster.submit(Jobs.pieces("late", 2, 1, 8), List.of(), listener);
        JobFailure timeout = JobFailure.of(Code.TIMEOUT, "", "took longer than 1 s");
        job.fail(timeout);
        assertThat(report(job).outcome()).isEqualTo(new Outcome.Failed(timeout));
    }

    @Test
    void userOutputGoesToTheLogOfTheJob() throws Exception {
        join("a");
        assertThat(cluster.awaitNodes(1, LONG)).isTrue();
        report(cluster.submit(Jobs.pieces("loud", 3, 1, 8), List.of(), listener));
        Path log = folder.resolve("a").resolve("job-loud.log");
        await().atMost(LONG)
                .until(() -> Files.exists(log) && Files.readString(log).contains("a runner of"));
    }

    @Test
    void aNodeThatLeavesGivesItsWorkBack() throws Exception {
        TestNode leaver = join("a");
        join("b");
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        JobHandle job = cluster.submit(Jobs.pieces("leave", 40, 50, 8), List.of(), listener);
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 2);
        leaver.system.tell(new dev.cleave.cluster.agent.NodeAgent.Leave());
        assertThat(leaver.end.get(30, TimeUnit.SECONDS).kind()).isEqualTo(dev.cleave.cluster.agent.AgentEnd.Kind.LEFT);
        assertThat(Jobs.sum(report(job))).isEqualTo(Jobs.sumOf(40));
    }
}
