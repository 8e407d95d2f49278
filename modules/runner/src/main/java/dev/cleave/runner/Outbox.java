package dev.cleave.runner;

import dev.cleave.core.protocol.FromRunner;
import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * What waits to be sent to the node, in order, and the thread that sends it.
 *
 * <p>Lanes wait when too much is waiting; the thread that reads what the node says never does. The node reads whatever
 * it is told, so a lane's wait ends.
 */
final class Outbox implements Runnable {

    /** Lanes wait while more bytes than this do. */
    private static final long MOST_BYTES = 32L << 20;

    private static final byte[] STATUS = {};

    private final RunnerSocket socket;
    private final ProcessEnd process;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private volatile Supplier<FromRunner.Status> status;
    private long waitingBytes;
    private boolean statusWaits;

    Outbox(RunnerSocket socket, Supplier<FromRunner.Status> status, ProcessEnd process) {
        this.socket = socket;
        this.process = process;
        this.status = status;
    }

    /** From now on, this is how busy the runner is. */
    void statusFrom(Supplier<FromRunner.Status> source) {
        status = source;
    }

    /** Sends a message after those before it; waits while too many bytes are waiting. */
    void send(FromRunner message) {
        byte[] frame = RunnerCodec.encode(message);
        synchronized (waiting) {
            boolean interrupted = false;
            while (waitingBytes > MOST_BYTES) {
                try {
                    waiting.wait();
                } catch (InterruptedException stop) {
                    // The result of a lane is sent all the same.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            add(frame);
        }
    }

    /** Sends a message after those before it; never waits. */
    void sendAtOnce(FromRunner message) {
        byte[] frame = RunnerCodec.encode(message);
        synchronized (waiting) {
            add(frame);
        }
    }

    /** Sends how busy the runner is by then; once, however often this is called before. */
    void sendStatus() {
        synchronized (waiting) {
            if (!statusWaits) {
                statusWaits = true;
                add(STATUS);
            }
        }
    }

    private void add(byte[] frame) {
        waiting.add(frame);
        waitingBytes += frame.length;
        waiting.notifyAll();
    }

    private byte[] next() throws InterruptedException {
        synchronized (waiting) {
            byte[] frame = waiting.poll();
            while (frame == null) {
                waiting.wait();
                frame = waiting.poll();
            }
            if (frame == STATUS) {
                statusWaits = false;
            } else if (waitingBytes > MOST_BYTES) {
                waiting.notifyAll();
            }
            waitingBytes -= frame.length;
            return frame;
        }
    }

    /** Sends, until the socket or the process ends. */
    @Override
    public void run() {
        try {
            while (true) {
                byte[] frame = next();
                socket.send(frame == STATUS ? RunnerCodec.encode(status.get()) : frame);
            }
        } catch (IOException gone) {
            // The thread that reads notices, and ends the process.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            fault.printStackTrace();
            process.end(ExitStatus.BROKEN, fault.toString());
        }
    }
}
