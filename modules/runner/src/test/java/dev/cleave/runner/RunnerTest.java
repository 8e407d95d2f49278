package dev.cleave.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.runner.remains.TraceFile;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runner's threads in this process, over a real socket, with a job from a jar. */
@Timeout(120)
class RunnerTest {

    private static final String GATE = "cleave.test.gate";

    @TempDir
    Path folder;

    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private FakeNode node;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        System.clearProperty(GATE);
        node = new FakeNode(folder);
        RunnerSocket socket = RunnerSocket.connect(node.socketFile());
        Runner runner =
                new Runner(socket, TraceFile.beside(node.socketFile()), (status, why) -> ended.complete(status));
        Thread reader = new Thread(() -> runner.run(123, "17"), "runner-reader");
        reader.setDaemon(true);
        reader.start();
        node.accept();
        assertThat(node.await(FromRunner.Hello.class)).isEqualTo(new FromRunner.Hello(123, "17"));
    }

    @AfterEach
    void disconnect() throws IOException {
        System.setProperty(GATE, "open");
        node.close();
    }

    @Test
    void aJobIsLoadedAndSolved() throws Exception {
        startFib("return (long) n;", 20, 2);
        node.runRoot(Lease.Care.NORMAL);
        assertThat(node.await(FromRunner.LeaseStarted.class).lease()).isEqualTo(FakeNode.ROOT);
        FromRunner.LeaseFinished finished = node.await(FromRunner.LeaseFinished.class);
        assertThat(finished.lease()).isEqualTo(FakeNode.ROOT);
        assertThat(node.value(finished.result())).isEqualTo(6765L);
        assertThat(finished.measured().subproblems()).isEqualTo(21_891);
    }

    @Test
    void aSubproblemComesAsBytesAndItsResultGoesAsBytes() throws Exception {
        startFib("return (long) n;", 20, 1);
        LeaseId id = new LeaseId(PathKey.ROOT.child(1), 2);
        node.run(id, 15);
        FromRunner.LeaseFinished finished = node.await(FromRunner.LeaseFinished.class);
        assertThat(finished.lease()).isEqualTo(id);
        assertThat(node.value(finished.result())).isEqualTo(610L);
    }

    @Test
    void whatIsGivenAwayIsWaitedFor() throws Exception {
        startFib(
                "while (System.getProperty(\"" + GATE + "\") == null) { Thread.onSpinWait(); } return (long) n;",
                20,
                1);
        node.runRoot(Lease.Care.NORMAL);
        node.await(FromRunner.LeaseStarted.class);
        List<ShedChild> given = List.of();
        while (given.isEmpty()) {
            node.send(new ToRunner.GiveAway(4, 0));
            given = node.await(FromRunner.Gave.class).children();
        }
        System.setProperty(GATE, "open");
        for (ShedChild child : given) {
            assertThat(child.parent()).isEqualTo(FakeNode.ROOT);
            assertThat(child.problemDigest()).isNotZero();
            int n = (Integer) node.value(child.problem());
            node.send(new ToRunner.DeliverResult(
                    PathKey.ROOT.descendant(child.path()), node.payload(fib(n)), new Measured(1, 1, 1)));
        }
        assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                .isEqualTo(6765L);
    }

    @Test
    void anExceptionOfUserCodeHasItsPathAndStackTrace() throws Exception {
        startFib("if (n == 0) { throw new IllegalStateException(\"zero\"); } return (long) n;", 3, 1);
        node.runRoot(Lease.Care.NORMAL);
        FromRunner.LeaseFailed failed = node.await(FromRunner.LeaseFailed.class);
        assertThat(failed.failure().code()).isEqualTo(Code.SOLVE_THREW);
        assertThat(failed.path()).isEqualTo(dev.cleave.core.path.Path.of(0, 1));
        assertThat(failed.failure().message()).contains("zero");
        assertThat(failed.failure().stackTrace()).contains("user.Fib");
    }

    @Test
    void aResultThatCannotBeEncodedFailsItsLeaseByName() throws Exception {
        Path jar = UserJobs.single(folder.resolve("a.jar"), "return 1;", "return List.of(1, Thread.currentThread());");
        node.start("user.Single", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        JobFailure failure = node.await(FromRunner.LeaseFailed.class).failure();
        assertThat(failure.code()).isEqualTo(Code.RESULT_NOT_ENCODABLE);
        assertThat(failure.message()).startsWith("List12[1]: ").contains("Thread cannot be encoded");
    }

    @Test
    void aResultOfTooManyBytesFailsItsLeaseBySize() throws Exception {
        Path jar = UserJobs.single(folder.resolve("a.jar"), "return 1;", "return new byte[2 << 20];");
        node.start("user.Single", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        JobFailure failure = node.await(FromRunner.LeaseFailed.class).failure();
        assertThat(failure.code()).isEqualTo(Code.RESULT_TOO_LARGE);
        assertThat(failure.message()).contains("2097153 bytes (expected: at most 1048576)");
    }

    @Test
    void aProblemThatCannotBeEncodedFailsItsLeaseWhenItIsToBeGivenAway() throws Exception {
        Path jar = UserJobs.threads(folder.resolve("a.jar"), GATE);
        node.start("user.Threads", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        node.await(FromRunner.LeaseStarted.class);
        FromRunner.LeaseFailed failed = null;
        while (failed == null) {
            node.send(new ToRunner.GiveAway(2, 0));
            assertThat(node.await(FromRunner.Gave.class).children()).isEmpty();
            failed = node.passedOver().stream()
                    .filter(FromRunner.LeaseFailed.class::isInstance)
                    .map(FromRunner.LeaseFailed.class::cast)
                    .findFirst()
                    .orElse(null);
        }
        assertThat(failed.failure().code()).isEqualTo(Code.PROBLEM_NOT_ENCODABLE);
        assertThat(failed.path().length()).isPositive();
        assertThat(failed.failure().path()).isEqualTo(failed.path().toString());
        assertThat(failed.failure().message()).startsWith("Part.thread: ");
    }

    @Test
    void aLargeResultIsABlob() throws Exception {
        Path jar = UserJobs.single(folder.resolve("a.jar"), "return 1;", "return new byte[100_000];");
        node.start("user.Single", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        Payload result = node.await(FromRunner.LeaseFinished.class).result();
        assertThat(result).isInstanceOf(Payload.Blob.class);
        assertThat(node.value(result)).isEqualTo(new byte[100_000]);
    }

    @Test
    void whatCannotBeLoadedIsSaid() throws Exception {
        Path jar = fibJar("return 1L;");
        assertThat(notLoaded("user.Nobody", jar, Map.of()))
                .isEqualTo(
                        JobFailure.of(Code.JOB_NOT_LOADABLE, "", "class not found: user.Nobody (looked in: fib.jar)"));
        assertThat(notLoaded(UserJobs.FIB, jar, Map.of("m", "3")))
                .isEqualTo(JobFailure.of(Code.INVALID_ARGUMENT, "", "unknown parameter: m (did you mean n? known: n)"));
        assertThat(notLoaded(UserJobs.FIB, jar, Map.of("n", "91")).message()).isEqualTo("n: 91 (expected: 0 to 90)");
        assertThat(notLoaded(UserJobs.FIB, folder.resolve("none.jar"), Map.of()).message())
                .endsWith("none.jar cannot be read");
        assertThat(notLoaded("java.lang.String", jar, Map.of()).message())
                .isEqualTo("java.lang.String (expected: a class that implements dev.cleave.api.Job)");
    }

    private JobFailure notLoaded(String jobClass, Path jar, Map<String, String> arguments) throws Exception {
        node.start(jobClass, List.of(jar), arguments, 1);
        return node.await(FromRunner.JobNotLoaded.class).failure();
    }

    @Test
    void aRootProblemThatCannotBeMadeFailsTheLease() throws Exception {
        Path jar = UserJobs.single(folder.resolve("a.jar"), "throw new RuntimeException(\"no root\");", "return 1;");
        node.start("user.Single", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        JobFailure failure = node.await(FromRunner.LeaseFailed.class).failure();
        assertThat(failure.code()).isEqualTo(Code.JOB_NOT_LOADABLE);
        assertThat(failure.message()).isEqualTo("user.Single.rootProblem(…) threw java.lang.RuntimeException: no root");
    }

    @Test
    void argumentsThatTheJobRefusesAreInvalidWheneverItFindsOut() throws Exception {
        Path jar = UserJobs.single(
                folder.resolve("a.jar"),
                "throw new InvalidArgumentException(\"a: 3 (expected: below b)\");",
                "return 1;");
        node.start("user.Single", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        JobFailure failure = node.await(FromRunner.LeaseFailed.class).failure();
        assertThat(failure.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(failure.message()).isEqualTo("a: 3 (expected: below b)");
    }

    @Test
    void garbledProblemsFailTheirLease() throws Exception {
        startFib("return 1L;", 5, 1);
        node.send(new ToRunner.RunLease(
                new Lease(FakeNode.ROOT, 1, 0, 5, new Payload.Inline(new byte[] {99}), List.of(), Lease.Care.NORMAL)));
        assertThat(node.await(FromRunner.LeaseFailed.class).failure().code()).isEqualTo(Code.PROBLEM_NOT_ENCODABLE);
        node.send(new ToRunner.RunLease(
                new Lease(FakeNode.ROOT, 1, 0, 5, new Payload.Blob("ab".repeat(32), 9), List.of(), Lease.Care.NORMAL)));
        assertThat(node.await(FromRunner.LeaseFailed.class).failure().code()).isEqualTo(Code.IO);
    }

    @Test
    void statusIsReportedWhileUserCodeMakesTheRootProblem() throws Exception {
        Path jar = UserJobs.single(
                folder.resolve("a.jar"),
                "while (System.getProperty(\"" + GATE + "\") == null) { Thread.onSpinWait(); } return 1;",
                "return 2L;");
        node.start("user.Single", List.of(jar), Map.of(), 1);
        node.runRoot(Lease.Care.NORMAL);
        node.await(FromRunner.LeaseStarted.class);
        node.send(new ToRunner.ReportStatus());
        assertThat(node.await(FromRunner.Status.class).lanes()).isEqualTo(1);
        System.setProperty(GATE, "open");
        assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                .isEqualTo(2L);
    }

    @Test
    void aDroppedLeaseIsNotHeardOfAgain() throws Exception {
        startFib(
                "while (System.getProperty(\"" + GATE + "\") == null) { Thread.onSpinWait(); } return (long) n;", 9, 1);
        node.runRoot(Lease.Care.NORMAL);
        node.await(FromRunner.LeaseStarted.class);
        node.send(new ToRunner.DropLease(FakeNode.ROOT));
        LeaseId next = new LeaseId(PathKey.ROOT, 2);
        node.run(next, 10);
        node.send(new ToRunner.GiveAway(0, 0));
        node.await(FromRunner.Gave.class); // done in order, so that the lease is dropped by now
        System.setProperty(GATE, "open");
        assertThat(node.await(FromRunner.LeaseFinished.class).lease()).isEqualTo(next);
        assertThat(node.passedOver()).noneMatch(FromRunner.LeaseFinished.class::isInstance);
    }

    @Test
    void lanesAreTakenAwayAndGivenBack() throws Exception {
        startFib("return (long) n;", 20, 0);
        node.runRoot(Lease.Care.NORMAL);
        node.send(new ToRunner.ReportStatus());
        assertThat(node.await(FromRunner.Status.class).lanes()).isZero();
        node.send(new ToRunner.SetLanes(2));
        assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                .isEqualTo(6765L);
    }

    @Test
    void aCheckpointHasWhatIsFinished() throws Exception {
        startFib("long s = 0; for (int i = 0; i < 20_000; i++) { s += i; } return s < 0 ? s : (long) n;", 26, 1);
        node.runRoot(Lease.Care.NORMAL);
        List<FinishedChild> finished = new ArrayList<>();
        while (finished.isEmpty()) {
            node.send(new ToRunner.TakeCheckpoint());
            for (FromRunner.CheckpointOf lease :
                    node.await(FromRunner.CheckpointTaken.class).leases()) {
                assertThat(lease.lease()).isEqualTo(FakeNode.ROOT);
                finished.addAll(lease.finished());
            }
        }
        for (FinishedChild child : finished) {
            int n = 26;
            for (int level = 0; level < child.path().length(); level++) {
                n -= 1 + child.path().index(level);
            }
            assertThat(node.value(child.result())).isEqualTo(fib(n));
            assertThat(child.problemDigest()).isEqualTo(FakeNode.digest(n));
        }
        assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                .isEqualTo(fib(26));
    }

    @Test
    void aLeaseThatWasSaidToRunGoesBackIfNoLaneHasBegunIt() throws Exception {
        startFib("return (long) n;", 20, 0);
        node.runRoot(Lease.Care.NORMAL);
        node.await(FromRunner.LeaseStarted.class);
        node.send(new ToRunner.GiveAway(4, 0));
        assertThat(node.await(FromRunner.Gave.class).unstarted()).containsExactly(FakeNode.ROOT);
        node.send(new ToRunner.SetLanes(1));
        node.runRoot(Lease.Care.NORMAL);
        assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                .isEqualTo(6765L);
    }

    @Test
    void aTracedLeaseNotesEachStep() throws Exception {
        startFib(
                "if (n == 0) { while (System.getProperty(\"" + GATE + "\") == null) { Thread.onSpinWait(); } }"
                        + " return (long) n;",
                4,
                1);
        node.runRoot(Lease.Care.TRACED);
        Path trace = TraceFile.beside(node.socketFile());
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(TraceFile.read(trace)).isEqualTo(dev.cleave.core.path.Path.of(0, 0, 1)));
        System.setProperty(GATE, "open");
        assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                .isEqualTo(3L);
    }

    @Test
    void theRunnerEndsWhenTheNodeSaysSo() throws Exception {
        node.send(new ToRunner.Stop());
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(ExitStatus.STOPPED);
    }

    @Test
    void theRunnerEndsWhenTheNodeIsGone() throws Exception {
        node.hangUp();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(ExitStatus.NODE_GONE);
    }

    @Test
    void theRunnerEndsWhenTheNodeMakesNoSense() throws Exception {
        node.sendRaw(new byte[] {1, 2, 3});
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(ExitStatus.BROKEN);
    }

    private void startFib(String solve, int n, int lanes) throws Exception {
        node.start(UserJobs.FIB, List.of(fibJar(solve)), Map.of("n", String.valueOf(n)), lanes);
        node.await(FromRunner.JobLoaded.class);
    }

    private Path fibJar(String solve) throws IOException {
        Path jar = folder.resolve("fib.jar");
        return Files.exists(jar) ? jar : UserJobs.fib(jar, solve);
    }

    private static long fib(int n) {
        return n < 2 ? n : fib(n - 1) + fib(n - 2);
    }
}
