package dev.cleave.runner;

import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.wire.protocol.MalformedMessageException;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The runner's side of the socket.
 *
 * <p>Three threads: this one reads, and does nothing that could take long, so that the end of the node is noticed at
 * once; a second one ({@link Intake}) does what was read, since that may call user code; a third one ({@link Outbox})
 * sends.
 */
final class Runner {

    /** How busy a runner is that has no job. */
    static final FromRunner.Status IDLE = new FromRunner.Status(0, 0, 0, 0, 0, List.of());

    private final RunnerSocket socket;
    private final ProcessEnd process;
    private final Outbox outbox;
    private final Intake intake;
    private final CountDownLatch busy = new CountDownLatch(1);

    Runner(RunnerSocket socket, Path traceFile, ProcessEnd process) {
        this.socket = socket;
        this.process = process;
        this.outbox = new Outbox(socket, () -> IDLE, process);
        this.intake = new Intake(outbox, traceFile, process);
    }

    /** Opened when the first job has come. */
    CountDownLatch busy() {
        return busy;
    }

    /** Says hello, then does what the node says until that ends or is gone. */
    void run(long pid, String javaVersion) {
        start("outbox", outbox);
        start("intake", intake);
        outbox.sendAtOnce(new FromRunner.Hello(pid, javaVersion));
        try {
            while (true) {
                byte[] frame = socket.receive();
                if (frame == null) {
                    process.end(ExitStatus.NODE_GONE, "the node is gone");
                    return;
                }
                ToRunner message = RunnerCodec.toRunner(frame);
                if (message instanceof ToRunner.Stop) {
                    process.end(ExitStatus.STOPPED, "stopped");
                    return;
                }
                receive(message);
            }
        } catch (IOException gone) {
            process.end(ExitStatus.NODE_GONE, "the node is gone: " + gone.getMessage());
        } catch (MalformedMessageException garbled) {
            process.end(ExitStatus.BROKEN, String.valueOf(garbled.getMessage()));
        }
    }

    private void receive(ToRunner message) {
        if (message instanceof ToRunner.ReportStatus) {
            outbox.sendStatus();
            return;
        }
        if (message instanceof ToRunner.StartJob) {
            busy.countDown();
        }
        intake.add(message);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
