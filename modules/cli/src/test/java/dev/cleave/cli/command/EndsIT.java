package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.testkit.process.Signals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs end when it is not the job that ends them. */
class EndsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String[] LONG = {"run", "grind", "-p", "k=100000", "-p", "ms=20", "--dir", "logs", "-v"};

    @TempDir
    private Path folder;

    @Test
    void ctrlCCancelsTheJobAndLeavesNoProcess() throws IOException {
        try (CleaveProcess command = CleaveProcess.start(folder, LONG)) {
            awaitRunners(command);
            new ProcessBuilder("kill", "-INT", Long.toString(command.pid())).start();
            command.awaitEnd();
            assertThat(command.exitCode()).isEqualTo(130);
            assertThat(command.out()).isEmpty();
            assertThat(command.err()).containsPattern("cleave: grind was cancelled after");
        }
    }

    @Test
    void aRequestToEndWhileNodesStartLeavesNoProcess() {
        try (CleaveProcess command = CleaveProcess.start(folder, LONG)) {
            await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("logs/node-1/agent.log")));
            command.census().look();
            Signals.terminate(command.pid());
            command.awaitEnd();
            assertThat(command.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void inProcessCtrlCEndsItToo() throws IOException {
        try (CleaveProcess command =
                CleaveProcess.start(folder, "run", "grind", "-p", "k=100000", "-p", "ms=20", "--in-process")) {
            command.awaitErr("lanes busy");
            new ProcessBuilder("kill", "-INT", Long.toString(command.pid())).start();
            command.awaitEnd();
            assertThat(command.exitCode()).isEqualTo(130);
            assertThat(command.err()).contains("cleave: grind was cancelled after");
        }
    }

    @Test
    void whenTheCommandIsKilledItsNodesAndRunnersEndByThemselves() throws IOException {
        try (CleaveProcess command = CleaveProcess.start(folder, LONG)) {
            awaitRunners(command);
            assertThat(command.census().alive()).hasSizeGreaterThanOrEqualTo(5);
            Signals.kill(command.pid());
            command.assertNobodyIsLeft();
        }
    }

    @Test
    void withoutNodesTheJobWaitsAndGoesOnWhenOneJoins() throws IOException {
        try (CleaveProcess command = CleaveProcess.start(
                folder, "run", "grind", "-p", "k=1000", "-p", "ms=20", "--nodes", "1", "--dir", "logs", "-v")) {
            awaitRunners(command);
            command.awaitErr("lanes busy");
            Signals.kill(pid("node-1/agent.pid"));
            command.awaitErr("grind waits: ");
            Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
            try (CleaveProcess node = CleaveProcess.start(
                    elsewhere, "node", "--seed", seed(command), "--name", "late", "--lanes", "2", "--dir", "logs")) {
                command.awaitExit();
                assertThat(command.exitCode()).isZero();
                assertThat(command.out()).contains("1000");
                assertThat(command.err()).containsPattern("nodes lost +1").containsPattern("late-\\w+ +2 ");
                Signals.terminate(node.pid());
                node.awaitEnd();
                command.assertNobodyIsLeft();
            }
        }
    }

    @Test
    void whenNobodyJoinsTheTimeoutEndsIt() {
        CleaveProcess command =
                CleaveProcess.run(folder, "run", "nqueens", "-p", "n=8", "--nodes", "0", "--timeout", "6s");
        assertThat(command.exitCode()).isEqualTo(124);
        assertThat(command.err())
                .contains("nodes can join with: cleave node --seed 127.0.0.1:")
                .contains("nqueens waits: ")
                .contains("TIMEOUT: not done 6.00 s after the start");
    }

    @Test
    void aDivideThatChangesItsMindIsNoticedWhenARunnerIsLost() throws IOException {
        Path jar = Jobs.jar("Misbehaving.java", folder);
        List<String> more = List.of("-p", "how=nondeterministic", "-p", "busy=200", "--dir", "logs", "-v");
        try (CleaveProcess command = CleaveProcess.start(folder, Jobs.run(jar, "Misbehaving", more))) {
            awaitRunners(command);
            command.awaitErr("2 of 2 lanes busy");
            Signals.kill(pid("node-1/runner.pid"));
            Signals.kill(pid("node-2/runner.pid"));
            command.awaitEnd();
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.err()).contains("NONDETERMINISTIC at /");
        }
    }

    @Test
    void aPortThatIsTakenIsOneClearLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            CleaveProcess command = CleaveProcess.run(folder, "run", "nqueens", "--port", port);
            assertThat(command.exitCode()).isEqualTo(3);
            assertThat(command.out()).isEmpty();
            assertThat(command.err().lines()).hasSize(1).first().asString().contains("127.0.0.1:" + port);
        }
    }

    @Test
    void noPlaceForLogsIsOneClearLine() {
        Map<String, String> environment = Map.of("CLEAVE_JAVA_OPTS", "-Djava.io.tmpdir=/proc");
        try (CleaveProcess command = CleaveProcess.start(folder, environment, "run", "nqueens")) {
            command.awaitEnd();
            assertThat(command.exitCode()).isEqualTo(3);
            assertThat(command.err().lines()).hasSize(1).first().asString().contains("no temporary folder");
        }
    }

    private void awaitRunners(CleaveProcess command) {
        command.awaitErr("nodes can join with");
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("logs/node-1/runner.pid")));
        command.census().look();
    }

    private long pid(String file) throws IOException {
        return Long.parseLong(
                Files.readString(folder.resolve("logs").resolve(file)).strip());
    }

    private static String seed(CleaveProcess command) {
        Matcher matcher = Pattern.compile("--seed (\\S+)").matcher(command.err());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
