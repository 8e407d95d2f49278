package dev.cleave.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.core.job.JobSpec;
import dev.cleave.faults.fixture.RealJobs;
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

/** Nodes and runners as real processes, and what may happen to them. */
class LocalNodesIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int NUMBERS = 4000;
    private static final int MICROS = 2000;

    @TempDir
    Path folder;

    private LocalNodes nodes;
    private Cluster cluster;
    private Path jar;
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final JobListener listener = new JobListener() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    @BeforeEach
    void startTwoNodes() throws Exception {
        jar = RealJobs.jar(folder);
        int port = ActorSystems.freePort("127.0.0.1");
        nodes = LocalNodes.start(2, new LocalNodes.Settings("127.0.0.1:" + port, folder, 1, List.of()));
        cluster = Cluster.start(ClusterSettings.local(port, folder.resolve("controller")));
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
    }

    @AfterEach
    void closeAll() {
        nodes.close();
        cluster.close();
    }

    private JobHandle running(String id) throws Exception {
        JobHandle job = submit(RealJobs.sum(id, NUMBERS, MICROS));
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 2);
        return job;
    }

    private JobHandle submit(JobSpec spec) throws Exception {
        return cluster.submit(spec, List.of(jar), listener);
    }

    private JobReport report(JobHandle job) throws Exception {
        return job.report().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private long runner(String node) throws Exception {
        return Long.parseLong(
                Files.readString(nodes.folder(node).resolve("runner.pid")).trim());
    }

    private static void signal(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor();
    }

    @Test
    void twoNodesShareAJobAndItsAnswerIsRight() throws Exception {
        JobReport report = report(submit(RealJobs.sum("right", 1000, 1000)));
        assertThat(RealJobs.sum(report)).isEqualTo(RealJobs.sumOf(1000));
        assertThat(report.shares()).hasSize(2);
        assertThat(report.shares().values())
                .allSatisfy(share -> assertThat(share.leases()).isPositive());
        await().atMost(LONG)
                .until(() -> Files.readString(nodes.folder("node-1").resolve("job-right.log"))
                        .contains("summing"));
    }

    @Test
    void aKilledAgentIsNoticedByItsLifelineAndTheAnswerIsTheSame() throws Exception {
        JobHandle job = running("agent");
        nodes.process("node-1").destroyForcibly();
        await().atMost(LONG)
                .until(() -> notes.stream().anyMatch(note -> note.contains("node-1") && note.contains("lifeline")));
        JobReport report = report(job);
        assertThat(RealJobs.sum(report)).isEqualTo(RealJobs.sumOf(NUMBERS));
        assertThat(report.counts().lostNodes()).isEqualTo(1);
    }

    @Test
    void aKilledRunnerIsReplacedAndTheAnswerIsTheSame() throws Exception {
        JobHandle job = running("runner");
        signal("KILL", runner("node-2"));
        JobReport report = report(job);
        assertThat(RealJobs.sum(report)).isEqualTo(RealJobs.sumOf(NUMBERS));
        assertThat(report.counts().lostRunners()).isEqualTo(1);
        assertThat(report.counts().lostNodes()).isZero();
        assertThat(nodes.folder("node-2").resolve("job-runner.log")).content().contains("signal 9");
    }

    @Test
    void aPausedNodeIsLostAndComesBack() throws Exception {
        JobHandle job = running("pause");
        long agent = nodes.process("node-1").pid();
        long runner = runner("node-1");
        signal("STOP", agent);
        signal("STOP", runner);
        await().atMost(LONG)
                .until(() -> notes.stream().anyMatch(note -> note.contains("node-1") && note.contains("lost")));
        signal("CONT", runner);
        signal("CONT", agent);
        await().atMost(LONG)
                .until(() -> notes.stream().anyMatch(note -> note.contains("node-1") && note.contains("joined"))
                        || job.report().toCompletableFuture().isDone());
        assertThat(RealJobs.sum(report(job))).isEqualTo(RealJobs.sumOf(NUMBERS));
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
    }

    @Test
    void theJobWaitsWhenAllNodesAreLostAndGoesOnWithANewOne() throws Exception {
        JobHandle job = running("all");
        nodes.process("node-1").destroyForcibly();
        nodes.process("node-2").destroyForcibly();
        await().atMost(LONG)
                .until(() -> job.progress().nodes() == 0
                        && !job.progress().waitingFor().isEmpty());
        nodes.startAnother();
        assertThat(RealJobs.sum(report(job))).isEqualTo(RealJobs.sumOf(NUMBERS));
    }

    @Test
    void nodesJoinTheNextControllerAtTheSameAddress() throws Exception {
        int port = Integer.parseInt(cluster.address().replaceAll(".*:", ""));
        cluster.close();
        cluster = Cluster.start(ClusterSettings.local(port, folder.resolve("controller")));
        assertThat(cluster.awaitNodes(2, LONG)).isTrue();
        assertThat(RealJobs.sum(report(submit(RealJobs.sum("next", 100, 10))))).isEqualTo(RealJobs.sumOf(100));
    }

    @Test
    void nothingIsLeftWhenNodesAreClosed() throws Exception {
        running("close");
        List<Long> pids = List.of(
                nodes.process("node-1").pid(), nodes.process("node-2").pid(), runner("node-1"), runner("node-2"));
        nodes.close();
        await().atMost(LONG).until(() -> pids.stream().noneMatch(LocalNodesIT::isRunning));
    }

    /** Whether a process is there and not just waiting for its exit status to be fetched. */
    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (java.io.IOException gone) {
            return false;
        }
    }
}
