package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.testkit.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with everything in it, and the commands that ask it, as processes of the distribution. */
class ServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String[] LONG = {"submit", "grind", "-p", "k=100000", "-p", "ms=20"};

    @TempDir
    private Path folder;

    private Map<String, String> environment = Map.of();
    private int apiPort;
    private int nodePort;

    @BeforeEach
    void makeHome() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        environment = Map.of("CLEAVE_JAVA_OPTS", "-Duser.home=" + home);
        apiPort = freePort();
        nodePort = freePort();
    }

    @Test
    void aSessionWithoutSettings() {
        try (CleaveProcess node = startNode(2)) {
            Ended submitted = cleave("submit", "nqueens", "-p", "n=8", "--wait");
            assertThat(submitted.exitCode()).as(submitted.err()).isZero();
            String id = submitted.out().strip();
            assertThat(id).hasSize(36);
            assertThat(submitted.err()).contains("cleave: nqueens took ").contains("cleave result " + id);

            assertThat(cleave("jobs").out()).containsPattern(id + "  SUCCEEDED  nqueens n=8 +admin");
            assertThat(cleave("job", id).out()).containsPattern("state +SUCCEEDED after ");
            assertThat(cleave("result", id, "--wait").out()).isEqualTo("92\n");
            assertThat(cleave("why", id).out()).contains("is SUCCEEDED");
            assertThat(cleave("logs", id).exitCode()).isZero();
            assertThat(cleave("nodes").out()).containsPattern("node-1-\\w+ +UP +2 ");

            String endless = cleave(LONG).out().strip();
            awaitState(endless, "RUNNING");
            assertThat(cleave("cancel", endless).exitCode()).isZero();
            Ended cancelled = cleave("result", endless, "--wait");
            assertThat(cancelled.exitCode()).isEqualTo(1);
            assertThat(cancelled.err()).contains("was cancelled");

            Ended token = cleave("token", "create", "--role", "submitter", "--owner", "ann", "--expires", "1d");
            String tokenId = token.err().replaceFirst("(?s).*token (\\S+) for ann.*", "$1");
            assertThat(cleave("token", "list").out()).containsPattern(tokenId + " +ann +submitter");
            assertThat(cleave("token", "revoke", tokenId).exitCode()).isZero();

            end(node);
        }
    }

    @Test
    void jobsOfANodeThatWasKilledOrEndedGoOnWhenItIsStartedAgain() {
        String running;
        String queued;
        try (CleaveProcess node = startNode(2)) {
            running = cleave("submit", "grind", "-p", "k=300", "-p", "ms=20")
                    .out()
                    .strip();
            queued = cleave("submit", "nqueens", "-p", "n=9", "--min-cores", "3")
                    .out()
                    .strip();
            awaitState(running, "RUNNING");
            assertThat(cleave("why", queued).out()).contains("waits for 3 cores");
            Signals.kill(node.pid());
            node.assertNobodyIsLeft();
            assertThat(cleave("jobs").exitCode()).isEqualTo(3);
        }
        String endless;
        try (CleaveProcess node = startNode(3)) {
            assertThat(node.err()).contains("2 jobs of before go on");
            Ended result = cleave("result", running, "--wait");
            assertThat(result.out()).as(result.err()).startsWith("count 300, checksum ");
            assertThat(cleave("result", queued, "--wait").out()).isEqualTo("352\n");
            endless = cleave(LONG).out().strip();
            awaitState(endless, "RUNNING");
            end(node);
        }
        try (CleaveProcess node = startNode(2)) {
            awaitState(endless, "RUNNING");
            assertThat(cleave("cancel", endless).exitCode()).isZero();
            end(node);
        }
    }

    private CleaveProcess startNode(int lanes) {
        CleaveProcess node = CleaveProcess.start(
                folder,
                environment,
                "node",
                "--lanes",
                String.valueOf(lanes),
                "--port",
                String.valueOf(nodePort),
                "--api-port",
                String.valueOf(apiPort));
        return node.awaitErr("other nodes join with: cleave node --seed 127.0.0.1:" + nodePort);
    }

    private static void end(CleaveProcess node) {
        node.census().look();
        Signals.terminate(node.pid());
        node.awaitEnd();
        assertThat(node.exitCode()).isEqualTo(130);
        assertThat(node.err()).contains("cleave: the node has ended; its jobs go on when it is started again");
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE)
                .alias(id + " is " + state)
                .until(() -> cleave("job", id, "-o", "yaml").out().contains("\nstate: " + state + "\n"));
    }

    private record Ended(int exitCode, String out, String err) {}

    /** Not as a {@link CleaveProcess}, whose end would be the end of all that the node has started meanwhile. */
    private Ended cleave(String... arguments) {
        try {
            Path out = Files.createTempFile(folder, "out-", ".txt");
            Path err = Files.createTempFile(folder, "err-", ".txt");
            List<String> command = new ArrayList<>(List.of(CleaveProcess.COMMAND.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("CLEAVE_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as(String.join(" ", arguments))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
