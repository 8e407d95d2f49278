package dev.cleave.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.faults.fixture.RealJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which process runs the next job. */
class RunnerReuseIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int LONG_JOB = 100_000;

    @TempDir
    Path folder;

    private Cluster cluster;
    private LocalNodes nodes;
    private Path jar;

    @BeforeEach
    void startOneNode() throws Exception {
        jar = RealJobs.jar(folder);
        cluster = Cluster.start(ClusterSettings.local(0, folder.resolve("controller")));
        nodes = LocalNodes.start(1, new LocalNodes.Settings(cluster.address(), folder, 1, List.of()));
        assertThat(cluster.awaitNodes(1, LONG)).isTrue();
    }

    @AfterEach
    void closeAll() {
        nodes.close();
        cluster.close();
    }

    private JobHandle submit(JobSpec spec, Path code) throws Exception {
        return cluster.submit(spec, List.of(code), JobListener.SILENT);
    }

    private JobReport report(JobHandle job) throws Exception {
        return job.report().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private void run(String id, Path code) throws Exception {
        assertThat(RealJobs.sum(report(submit(RealJobs.sum(id, 100, 10), code))))
                .isEqualTo(RealJobs.sumOf(100));
    }

    private JobHandle running(String id) throws Exception {
        JobHandle job = submit(RealJobs.sum(id, LONG_JOB, 1000), jar);
        await().atMost(LONG).until(() -> job.progress().busyLanes() == 1);
        return job;
    }

    /** Runs jobs until one ran in the process of the one before, as it may not on a machine that is too slow to say so. */
    private void runUntilReused(String id) throws Exception {
        run(id + "-0", jar);
        int jobs = 0;
        long before;
        do {
            assertThat(jobs).isLessThan(20);
            before = runner();
            run(id + "-" + ++jobs, jar);
        } while (runner() != before);
    }

    /** The process of the runner that was put to work last. */
    private long runner() throws Exception {
        return Long.parseLong(
                Files.readString(nodes.folder("node-1").resolve("runner.pid")).trim());
    }

    @Test
    void theNextJobsOfTheSameCodeRunInTheSameProcess() throws Exception {
        runUntilReused("one");
    }

    @Test
    void aJobOfOtherCodeRunsInAnotherProcessAndEachLogIsItsOwn() throws Exception {
        run("one", jar);
        long first = runner();
        run("two", RealJobs.otherJar(folder));
        assertThat(runner()).isNotEqualTo(first);
        for (String id : List.of("one", "two")) {
            Path log = nodes.folder("node-1").resolve("job-" + id + ".log");
            await().atMost(LONG).untilAsserted(() -> assertThat(log).content().isEqualTo("summing\n"));
        }
    }

    @Test
    void twoJobsAtTheSameTimeHaveAProcessEach() throws Exception {
        JobHandle one = running("one");
        long first = runner();
        run("two", jar);
        assertThat(runner()).isNotEqualTo(first);
        one.cancel();
        report(one);
    }

    @Test
    void theProcessOfACancelledJobIsNotUsedAgain() throws Exception {
        JobHandle one = running("one");
        long first = runner();
        one.cancel();
        assertThat(report(one).outcome()).isEqualTo(new Outcome.Cancelled());
        run("two", jar);
        assertThat(runner()).isNotEqualTo(first);
        await().atMost(LONG).until(() -> !LocalNodesIT.isRunning(first));
    }

    @Test
    void theProcessOfAFailedJobIsNotUsedAgain() throws Exception {
        JobReport failed = report(submit(RealJobs.failing("one", 100, 17), jar));
        assertThat(failed.outcome()).isInstanceOf(Outcome.Failed.class);
        long first = runner();
        run("two", jar);
        assertThat(runner()).isNotEqualTo(first);
    }

    @Test
    void aKilledProcessThatHadBeenUsedAgainIsReplaced() throws Exception {
        runUntilReused("one");
        JobHandle two = submit(RealJobs.sum("two", 2000, 1000), jar);
        await().atMost(LONG).until(() -> two.progress().busyLanes() == 1);
        long first = runner();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        JobReport report = report(two);
        assertThat(RealJobs.sum(report)).isEqualTo(RealJobs.sumOf(2000));
        assertThat(report.counts().lostRunners()).isEqualTo(1);
        runUntilReused("three");
        assertThat(runner()).isNotEqualTo(first);
    }

    @Test
    void aProcessThatDiedWhileItWaitedIsNotMissed() throws Exception {
        run("one", jar);
        ProcessHandle first = ProcessHandle.of(runner()).orElseThrow();
        first.destroyForcibly();
        first.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
        run("two", jar);
        assertThat(runner()).isNotEqualTo(first.pid());
    }
}
