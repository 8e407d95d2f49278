package dev.cleave.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.runner.launch.RunnerCommand;
import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.runner.remains.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runners as processes of their own, with what user code can do to a process. */
@Timeout(180)
class RunnerIT {

    private static final String FOR_EVER = "while (true) { Thread.onSpinWait(); }";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aJobRunsInAProcessOfItsOwn() throws Exception {
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            FromRunner.Hello hello = node.accept().await(FromRunner.Hello.class);
            assertThat(hello.pid()).isEqualTo(runner.pid());
            node.start(UserJobs.FIB, List.of(fibJar("return (long) n;")), Map.of("n", "25"), 2);
            node.runRoot(Lease.Care.NORMAL);
            assertThat(node.value(node.await(FromRunner.LeaseFinished.class).result()))
                    .isEqualTo(75025L);
            node.send(new ToRunner.Stop());
            assertThat(exitOf(runner)).isEqualTo(ExitStatus.STOPPED);
        }
        assertThat(output("a")).isEqualTo("program made for 25\n");
    }

    @Test
    void systemExitEndsTheProcessAndTheTraceSaysWhere() throws Exception {
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            node.accept().start(UserJobs.FIB, List.of(fibJar("if (n == 0) System.exit(7); return 1L;")), Map.of(), 1);
            node.runRoot(Lease.Care.TRACED);
            assertThat(exitOf(runner)).as(output("a")).isEqualTo(7);
            assertThat(TraceFile.read(TraceFile.beside(node.socketFile())))
                    .isEqualTo(dev.cleave.core.path.Path.of(0, 0, 0, 0, 0, 0, 0, 0, 1));
            assertThat(node.await(FromRunner.LeaseStarted.class).lease()).isEqualTo(FakeNode.ROOT);
            assertThat(node.passedOver()).noneMatch(FromRunner.LeaseFinished.class::isInstance);
        }
    }

    @Test
    void aShutdownHookThatNeverEndsDoesNotKeepTheProcess() throws Exception {
        String solve = "Runtime.getRuntime().addShutdownHook(new Thread(() -> { " + FOR_EVER
                + " })); System.exit(7); return 1L;";
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            node.accept().start(UserJobs.FIB, List.of(fibJar(solve)), Map.of(), 1);
            node.runRoot(Lease.Care.NORMAL);
            assertThat(exitOf(runner)).isEqualTo(ExitStatus.EXIT_HUNG);
        }
    }

    @Test
    void anExhaustedHeapEndsTheProcess() throws Exception {
        String solve = "java.util.List<byte[]> all = new java.util.ArrayList<>();"
                + " while (true) { all.add(new byte[1 << 20]); }";
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of("-Xmx32m"));
            node.accept().start(UserJobs.FIB, List.of(fibJar(solve)), Map.of(), 1);
            node.runRoot(Lease.Care.NORMAL);
            node.await(FromRunner.LeaseStarted.class);
            assertThat(exitOf(runner)).isEqualTo(ExitStatus.OUT_OF_MEMORY);
        }
        assertThat(output("a")).contains("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void recursionWithoutEndFailsTheLeaseAndLeavesTheProcess() throws Exception {
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            node.accept().start(UserJobs.FIB, List.of(fibJar("return (Long) solve(n) + 1;")), Map.of(), 1);
            node.runRoot(Lease.Care.NORMAL);
            assertThat(node.await(FromRunner.LeaseFailed.class).failure().message())
                    .contains("StackOverflowError");
            assertThat(runner.isAlive()).isTrue();
        }
    }

    @Test
    void theProcessEndsWithItsNodeWhateverUserCodeDoes() throws Exception {
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            node.accept().start(UserJobs.FIB, List.of(fibJar(FOR_EVER)), Map.of(), 2);
            node.runRoot(Lease.Care.NORMAL);
            node.await(FromRunner.LeaseStarted.class);
            node.hangUp();
            assertThat(exitOf(runner)).isEqualTo(ExitStatus.NODE_GONE);
        }
        assertThat(output("a")).contains("cleave: runner ends: the node is gone");
    }

    @Test
    void aSpareProcessEndsWithItsNodeToo() throws Exception {
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            node.accept().await(FromRunner.Hello.class);
            node.hangUp();
            assertThat(exitOf(runner)).isEqualTo(ExitStatus.NODE_GONE);
        }
    }

    @Test
    void aClassThatIsNotThereIsSaidAndTheProcessGoesOn() throws Exception {
        try (FakeNode node = new FakeNode(home("a"))) {
            Process runner = launch(node, List.of());
            node.accept().start("user.Nobody", List.of(fibJar("return 1L;")), Map.of(), 1);
            assertThat(node.await(FromRunner.JobNotLoaded.class).failure().code())
                    .isEqualTo(Code.JOB_NOT_LOADABLE);
            assertThat(runner.isAlive()).isTrue();
        }
    }

    @Test
    void twoRunnersHaveTwoVersionsOfAClass() throws Exception {
        Path one = UserJobs.fib(home("one").resolve("fib.jar"), "return 1L;");
        Path ten = UserJobs.fib(home("ten").resolve("fib.jar"), "return 10L;");
        try (FakeNode first = new FakeNode(home("a"));
                FakeNode second = new FakeNode(home("b"))) {
            launch(first, List.of());
            launch(second, List.of());
            first.accept().start(UserJobs.FIB, List.of(one), Map.of("n", "5"), 1);
            second.accept().start(UserJobs.FIB, List.of(ten), Map.of("n", "5"), 1);
            first.runRoot(Lease.Care.NORMAL);
            second.runRoot(Lease.Care.NORMAL);
            assertThat(first.value(first.await(FromRunner.LeaseFinished.class).result()))
                    .isEqualTo(8L);
            assertThat(second.value(second.await(FromRunner.LeaseFinished.class).result()))
                    .isEqualTo(80L);
        }
    }

    @Test
    void withoutANodeItSaysSo() throws Exception {
        Path nobody = folder.resolve("nobody");
        Process runner = start(RunnerCommand.ofThisProcess().toWords(nobody), folder.resolve("out"));
        assertThat(exitOf(runner)).isEqualTo(ExitStatus.NOT_STARTED);
        assertThat(Files.readString(folder.resolve("out")))
                .startsWith("cleave: cannot connect to the node at " + nobody);
    }

    private Path home(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private Path fibJar(String solve) throws IOException {
        return UserJobs.fib(folder.resolve("fib.jar"), solve);
    }

    private String output(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("out"));
    }

    private Process launch(FakeNode node, List<String> jvmOptions) throws IOException {
        List<String> words = RunnerCommand.ofThisProcess()
                .withNice(0)
                .withJvmOptions(jvmOptions)
                .toWords(node.socketFile());
        return start(words, node.socketFile().resolveSibling("out"));
    }

    private Process start(List<String> words, Path output) throws IOException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        processes.add(process);
        return process;
    }

    private int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }
}
