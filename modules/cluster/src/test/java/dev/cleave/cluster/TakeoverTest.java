package dev.cleave.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.cluster.fixture.Jobs;
import dev.cleave.cluster.fixture.MemoryJournal;
import dev.cleave.cluster.fixture.TestNode;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller ends, and another goes on with its job, from the journal and what nodes still hold. */
class TakeoverTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JobId JOB = new JobId("long");

    @TempDir
    Path folder;

    private final MemoryJournal journal = new MemoryJournal();
    private final List<TestNode> nodes = new CopyOnWriteArrayList<>();
    private final List<Cluster> clusters = new CopyOnWriteArrayList<>();
    private final JobListener listener = new JobListener() {};
    private int port;

    @AfterEach
    void closeAll() {
        nodes.forEach(TestNode::close);
        clusters.forEach(Cluster::close);
    }

    private Cluster controller(long epoch, List<String> seeds) throws Exception {
        Cluster[] made = new Cluster[1];
        List<NodeView> early = new CopyOnWriteArrayList<>();
        made[0] = Cluster.takeOver(
                ClusterSettings.local(port, folder.resolve("controller")),
                epoch,
                new NodeListener() {
                    @Override
                    public void joined(NodeView node) {
                        early.add(node);
                        if (made[0] != null) {
                            made[0].share(JOB, node.id(), node.lanes());
                        }
                    }
                },
                seeds);
        clusters.add(made[0]);
        early.forEach(node -> made[0].share(JOB, node.id(), node.lanes()));
        return made[0];
    }

    private static JobReport report(JobHandle job) throws Exception {
        return job.report().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private void goesOn(JobSpec spec, int pieces) throws Exception {
        port = ActorSystems.freePort("127.0.0.1");
        Cluster first = controller(1, List.of());
        JobHandle begun = first.submitByShare(spec, List.of(), listener, journal.takeOver(1));
        first.settled();
        nodes.add(TestNode.join("a", folder, first.address()));
        nodes.add(TestNode.join("b", folder, first.address()));
        assertThat(first.awaitNodes(2, LONG)).isTrue();
        await().atMost(LONG).until(() -> journal.finished() >= 5);
        List<String> runners = runners();
        List<String> seeds =
                nodes.stream().map(node -> ActorSystems.address(node.system)).toList();

        first.close();
        assertThat(begun.report().toCompletableFuture()).isNotDone();
        long finishedBefore = journal.finished();
        Cluster second = controller(2, seeds);
        journal.failOnce();
        JobHandle resumed = second.submitByShare(spec, List.of(), listener, journal.takeOver(2));
        second.settled();

        assertThat(Jobs.sum(report(resumed))).isEqualTo(Jobs.sumOf(pieces));
        assertThat(journal.image().term()).isEqualTo(1);
        assertThat(runners()).as("the nodes' runners").isEqualTo(runners);
        List<Long> grants = journal.grantsByTerm();
        assertThat(grants.get(1)).as("leases granted after the takeover").isLessThan(pieces + 1 - finishedBefore + 4);
    }

    /** The numbers of the processes that nodes have put to work last. */
    private List<String> runners() throws Exception {
        return List.of(
                Files.readString(folder.resolve("a").resolve("runner.pid")),
                Files.readString(folder.resolve("b").resolve("runner.pid")));
    }

    @Test
    void aJobGoesOnUnderTheNextControllerWithTheSameRunnersAndNothingFinishedIsRunAgain() throws Exception {
        goesOn(Jobs.pieces(JOB.value(), 60, 60, 8), 60);
    }

    @Test
    void soDoesOneWhoseResultsAreBlobs() throws Exception {
        goesOn(Jobs.pieces(JOB.value(), 40, 60, 100_000), 40);
    }
}
