package dev.cleave.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.core.node.RunnerKey;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runners that are no runners: what the pool says of processes that end in all ways. */
class RunnerPoolTest {

    private static final RunnerKey KEY = new RunnerKey(List.of("aa"), List.of());
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    java.nio.file.Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final RunnerEvents events = new RunnerEvents() {
        @Override
        public void up() {
            told.add("up");
        }

        @Override
        public void said(FromRunner message) {
            told.add(message.toString());
        }

        @Override
        public void ended(String cause, Path traced) {
            told.add(cause);
        }
    };

    private JobLog log;
    private RunnerPool pool;

    @BeforeEach
    void openLog() {
        log = new JobLog(folder.resolve("job.log"), 100);
    }

    @AfterEach
    void close() {
        pool.close();
        log.close();
    }

    private RunnerPool.Runner run(String script) throws Exception {
        pool = new RunnerPool(folder.resolve("runner.pid"), (socket, options) -> List.of("/bin/sh", "-c", script));
        return pool.take(KEY, false, events, log);
    }

    @Test
    void anExitStatusIsNamed() throws Exception {
        run("exit 7");
        await().atMost(LONG).until(() -> !told.isEmpty());
        assertThat(told).containsExactly("the process ended (exit status 7)");
    }

    @Test
    void exhaustedMemoryIsNamed() throws Exception {
        run("exit 3");
        await().atMost(LONG).until(() -> !told.isEmpty());
        assertThat(told).containsExactly("out of memory (exit status 3)");
    }

    @Test
    void aSignalIsNamed() throws Exception {
        run("kill -9 $$");
        await().atMost(LONG).until(() -> !told.isEmpty());
        assertThat(told).containsExactly("killed (signal 9)");
    }

    @Test
    void aKilledRunnerSaysWhyItWasKilled() throws Exception {
        RunnerPool.Runner runner = run("exec sleep 1000");
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("runner.pid")));
        runner.kill("nobody wants it");
        await().atMost(LONG).until(() -> !told.isEmpty());
        assertThat(told).containsExactly("nobody wants it");
    }

    @Test
    void aCommandThatCannotBeRunIsTheRunnersEnd() throws Exception {
        pool = new RunnerPool(folder.resolve("runner.pid"), (socket, options) -> List.of("/no/such/program"));
        pool.take(KEY, false, events, log);
        await().atMost(LONG).until(() -> !told.isEmpty());
        assertThat(told.get(0)).startsWith("cannot be launched: ").contains("/no/such/program");
    }

    @Test
    void outputGoesToTheLogUpToItsLimit() throws Exception {
        run("echo first; head -c 1000 /dev/zero | tr '\\0' x");
        await().atMost(LONG).until(() -> !told.isEmpty());
        await().atMost(LONG)
                .until(() ->
                        Files.exists(log.file()) && Files.readString(log.file()).contains("limit"));
        assertThat(log.file()).content().startsWith("first\nxxx").hasSizeLessThan(250);
    }

    @Test
    void nobodyWaitsForARunnerThatDiedBeforeItWasToldToEndItsJob() throws Exception {
        RunnerPool.Runner first = run("exit 7");
        await().atMost(LONG).until(() -> !told.isEmpty());
        first.send(new ToRunner.EndJob());
        told.clear();
        pool.take(KEY, false, events, log);
        await().atMost(LONG).until(() -> !told.isEmpty());
        assertThat(told).containsExactly("the process ended (exit status 7)");
    }

    @Test
    void aSpareThatDiedIsNotPutToWork() throws Exception {
        java.nio.file.Path once = folder.resolve("once");
        pool = new RunnerPool(
                folder.resolve("runner.pid"),
                (socket, options) ->
                        List.of("/bin/sh", "-c", "test -e " + once + " || { touch " + once + "; exit 1; }; exit 9"));
        pool.warmUp();
        await().atMost(LONG).until(() -> Files.exists(once));
        await().atMost(LONG).until(() -> {
            told.clear();
            pool.take(KEY, false, events, log);
            await().atMost(LONG).until(() -> !told.isEmpty());
            return told.contains("the process ended (exit status 9)");
        });
    }
}
