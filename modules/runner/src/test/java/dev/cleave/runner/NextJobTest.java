package dev.cleave.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.runner.remains.TraceFile;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One runner, one job after the other. */
@Timeout(180)
class NextJobTest {

    private static final String GATE = "cleave.test.next";
    private static final String INSIDE = "cleave.test.next.inside";
    private static final String CLASS_IDENTITY = "return (long) System.identityHashCode(getClass());";

    @TempDir
    Path folder;

    private FakeNode node;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        System.clearProperty(GATE);
        System.clearProperty(INSIDE);
        node = new FakeNode(folder);
        RunnerSocket socket = RunnerSocket.connect(node.socketFile());
        Runner runner = new Runner(socket, TraceFile.beside(node.socketFile()), (status, why) -> {});
        Thread reader = new Thread(() -> runner.run(123, "17"), "runner-reader");
        reader.setDaemon(true);
        reader.start();
        node.accept();
        node.await(FromRunner.Hello.class);
    }

    @AfterEach
    void disconnect() throws IOException {
        System.setProperty(GATE, "open");
        node.close();
    }

    private Object result(Path jar, int n) throws Exception {
        node.start(UserJobs.FIB, List.of(jar), Map.of("n", String.valueOf(n)), 2);
        node.await(FromRunner.JobLoaded.class);
        node.runRoot(Lease.Care.NORMAL);
        return node.value(node.await(FromRunner.LeaseFinished.class).result());
    }

    private FromRunner.JobEnded end() throws Exception {
        node.send(new ToRunner.EndJob());
        return node.await(FromRunner.JobEnded.class);
    }

    @Test
    void theNextJobOfTheSameCodeFindsItsClassesLoadedAndItsOwnArguments() throws Exception {
        Path jar = UserJobs.fib(folder.resolve("a.jar"), "if (n == 1) { " + CLASS_IDENTITY + " } return (long) n;");
        Object first = result(jar, 1);
        FromRunner.JobEnded ended = end();
        assertThat(ended.jobs()).isEqualTo(1);
        assertThat(ended.threadsLeft()).isZero();
        assertThat(ended.usedHeapBytes()).isPositive().isLessThan(ended.mostHeapBytes());
        assertThat(result(jar, 1)).isEqualTo(first);
        assertThat(end().jobs()).isEqualTo(2);
        assertThat(result(jar, 0)).isEqualTo(0L);
    }

    @Test
    void aJobOfOtherCodeFindsItsOwn() throws Exception {
        Path jar = UserJobs.fib(folder.resolve("a.jar"), CLASS_IDENTITY);
        Path other = Files.copy(jar, folder.resolve("b.jar"));
        Object first = result(jar, 1);
        end();
        assertThat(result(other, 1)).isNotEqualTo(first);
    }

    @Test
    void nothingOfAJobIsSaidAfterItsEnd() throws Exception {
        Path jar = UserJobs.fib(folder.resolve("a.jar"), "return (long) n;");
        result(jar, 18);
        end();
        node.send(new ToRunner.GiveAway(1, 0));
        node.send(new ToRunner.TakeCheckpoint());
        node.send(new ToRunner.ReportStatus());
        assertThat(node.await(FromRunner.Status.class).lanes()).isZero();
        int before = node.passedOver().size();
        assertThat(end().jobs()).isEqualTo(1);
        assertThat(node.passedOver()).hasSize(before);
    }

    @Test
    void aLaneThatDoesNotComeBackIsCounted() throws Exception {
        Path jar = UserJobs.fib(
                folder.resolve("a.jar"),
                "System.setProperty(\"" + INSIDE + "\", \"yes\"); while (System.getProperty(\"" + GATE
                        + "\") == null) { Thread.onSpinWait(); } return (long) n;");
        node.start(UserJobs.FIB, List.of(jar), Map.of("n", "1"), 1);
        node.runRoot(Lease.Care.NORMAL);
        await().atMost(Duration.ofSeconds(60)).until(() -> System.getProperty(INSIDE) != null);
        assertThat(end().threadsLeft()).isEqualTo(1);
    }

    @Test
    void aThreadOfUserCodeThatIsLeftIsCounted() throws Exception {
        Path jar = UserJobs.fib(folder.resolve("a.jar"), """
                new Thread(() -> {
                  while (System.getProperty("%s") == null) { Thread.onSpinWait(); }
                }).start();
                return (long) n;""".formatted(GATE));
        result(jar, 1);
        assertThat(end().threadsLeft()).isEqualTo(1);
    }

    @Test
    void workersOfTheCommonPoolAreNotCounted() throws Exception {
        Path jar = UserJobs.fib(
                folder.resolve("a.jar"),
                "return java.util.stream.LongStream.range(0, 100_000).parallel().filter(i -> i % 2 == 0).count();");
        assertThat(result(jar, 1)).isEqualTo(50_000L);
        assertThat(end().threadsLeft()).isZero();
    }

    @Test
    void twoHundredJobsLeaveNothing() throws Exception {
        Path jar = UserJobs.fib(folder.resolve("a.jar"), "return (long) n;");
        for (int i = 0; i < 50; i++) {
            assertThat(result(jar, 20)).isEqualTo(6765L);
            end();
        }
        long threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long bytes = usedBytes();
        for (int i = 50; i < 200; i++) {
            assertThat(result(jar, 20)).isEqualTo(6765L);
            assertThat(end()).satisfies(ended -> assertThat(ended.threadsLeft()).isZero());
        }
        assertThat((long) ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 2);
        assertThat((long) ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
                .isLessThan(classes + 50);
        assertThat(usedBytes()).isLessThan(bytes + (4 << 20));
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
