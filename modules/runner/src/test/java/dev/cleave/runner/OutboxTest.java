package dev.cleave.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.socket.RunnerListener;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboxTest {

    /** A message of a megabyte. */
    private static final FromRunner LARGE =
            new FromRunner.JobNotLoaded(JobFailure.of(Code.INTERNAL, "", "x".repeat(1 << 20)));

    @TempDir
    Path folder;

    private final AtomicInteger statuses = new AtomicInteger();
    private RunnerListener listener;
    private RunnerSocket runner;
    private RunnerSocket node;
    private Outbox outbox;

    @BeforeEach
    void connect() throws IOException {
        listener = RunnerListener.on(folder.resolve("s"));
        runner = RunnerSocket.connect(listener.file());
        node = listener.accept();
        outbox = new Outbox(
                runner,
                () -> new FromRunner.Status(statuses.incrementAndGet(), 0, 0, 0, 0, List.of()),
                (status, why) -> {});
    }

    @AfterEach
    void disconnect() throws IOException {
        node.close();
        runner.close();
        listener.close();
    }

    @Test
    void aLaneWaitsWhileTheNodeDoesNotReadAndTheReaderNever() throws Exception {
        start("outbox", outbox);
        AtomicInteger sent = new AtomicInteger();
        Thread lane = start("lane", () -> {
            for (int i = 0; i < 60; i++) {
                outbox.send(LARGE);
                sent.incrementAndGet();
            }
        });
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> lane.getState() == Thread.State.WAITING);
        assertThat(sent.get()).isBetween(30, 40);
        outbox.sendAtOnce(new FromRunner.JobLoaded());
        int received = 0;
        for (int i = 0; i < 61; i++) {
            received += RunnerCodec.fromRunner(node.receive()) instanceof FromRunner.JobLoaded ? 0 : 1;
        }
        assertThat(received).isEqualTo(60);
        lane.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(sent.get()).isEqualTo(60);
    }

    @Test
    void aStatusThatWaitsIsNotAskedForTwiceAndIsOfTheMomentItIsSent() throws Exception {
        outbox.sendAtOnce(new FromRunner.JobLoaded());
        outbox.sendStatus();
        outbox.sendStatus();
        outbox.sendStatus();
        outbox.sendAtOnce(new FromRunner.JobLoaded());
        assertThat(statuses.get()).isZero();
        start("outbox", outbox);
        assertThat(RunnerCodec.fromRunner(node.receive())).isInstanceOf(FromRunner.JobLoaded.class);
        assertThat(((FromRunner.Status) RunnerCodec.fromRunner(node.receive())).lanes())
                .isEqualTo(1);
        assertThat(RunnerCodec.fromRunner(node.receive())).isInstanceOf(FromRunner.JobLoaded.class);
        outbox.sendStatus();
        assertThat(((FromRunner.Status) RunnerCodec.fromRunner(node.receive())).lanes())
                .isEqualTo(2);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
