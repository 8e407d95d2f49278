package dev.cleave.cluster.process;

import dev.cleave.cluster.clock.Ticker;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.runner.remains.TraceFile;
import dev.cleave.wire.protocol.MalformedMessageException;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.socket.RunnerListener;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One runner: its process, its socket, its output.
 *
 * <p>Three threads wait for it: one for what it says, one that sends, since a runner that is stopped or busy must not
 * hold up the node, and one for its output. Safe for use by many threads.
 */
final class RunnerProcess {

    private static final int MOST_EARLY_OUTPUT = 64 << 10;
    private static final long UP_WITHIN_SECONDS = 60;
    private static final long EXIT_WITHIN_MILLIS = 1000;
    private static final byte[] END = new byte[0];

    private final String name;
    private final java.nio.file.Path socketFile;
    private final List<String> command;
    private final Runnable onEnd;
    private final LinkedBlockingQueue<byte[]> outbox = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream earlyOutput = new ByteArrayOutputStream();

    private @Nullable Process process;
    private @Nullable RunnerListener listener;
    private @Nullable RunnerEvents events;
    private @Nullable JobLog log;
    private @Nullable String killedBecause;
    private boolean up;
    private boolean resting;
    private boolean ended;

    /**
     * A runner that is about to be launched.
     *
     * @param onEnd called when the process is gone, before anybody else is told
     */
    RunnerProcess(String name, java.nio.file.Path socketFile, List<String> command, Runnable onEnd) {
        this.name = name;
        this.socketFile = socketFile;
        this.command = command;
        this.onEnd = onEnd;
    }

    /** Launches the process in the background. */
    void launch() {
        start(name, this::live);
    }

    /**
     * Gives the runner to a job.
     *
     * @return false if the runner is gone already; then nobody is told anything
     */
    synchronized boolean use(RunnerEvents user, JobLog output) {
        if (ended) {
            return false;
        }
        if (resting) {
            closeLog();
        }
        resting = false;
        events = user;
        log = output;
        byte[] early = earlyOutput.toByteArray();
        output.add(early, early.length);
        earlyOutput.reset();
        if (up) {
            user.up();
        }
        return true;
    }

    /** Takes the runner from its job, which it has ended: nobody is told anything until it is given to the next. */
    synchronized void rest() {
        events = null;
        resting = true;
    }

    /** What was still on its way when the job ended has opened its log again. */
    private void closeLog() {
        if (log != null) {
            log.close();
        }
    }

    /** Sends a message; it is lost if the runner is gone. */
    void send(ToRunner message) {
        outbox.add(RunnerCodec.encode(message));
    }

    /** Kills the process, whatever it does. */
    synchronized void kill(String why) {
        if (killedBecause == null) {
            killedBecause = why;
        }
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** The number of the process; 0 before it is launched. */
    synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    private void live() {
        String cause;
        try {
            Process started = begin();
            start(name + "-output", () -> drain(started.getInputStream()));
            try (RunnerSocket connected = connection(started)) {
                converse(connected);
            } catch (MalformedMessageException e) {
                kill("it said what cannot be understood: " + e.getMessage());
            } catch (IOException gone) {
                // The process is gone or about to go; its exit status says more.
            }
            cause = causeOfDeath(started);
        } catch (IOException e) {
            cause = "cannot be launched: " + e.getMessage();
        } catch (InterruptedException e) {
            cause = "the node is going";
        }
        outbox.add(END);
        Path traced = traced();
        onEnd.run();
        RunnerEvents told;
        synchronized (this) {
            ended = true;
            told = events;
            if (resting) {
                closeLog();
            }
        }
        if (told != null) {
            told.ended(cause, traced);
        }
    }

    private Path traced() {
        java.nio.file.Path trace = TraceFile.beside(socketFile);
        Path traced = TraceFile.read(trace);
        try {
            Files.deleteIfExists(trace);
        } catch (IOException e) {
            // It goes with its folder.
        }
        return traced;
    }

    /** The connection that the process makes; an exception if it ends before that, or takes too long. */
    private RunnerSocket connection(Process started) throws IOException {
        RunnerListener door = listener;
        if (door == null) {
            throw new IOException("not launched");
        }
        try (door) {
            started.onExit().thenRun(() -> close(door));
            Ticker.after(TimeUnit.SECONDS.toNanos(UP_WITHIN_SECONDS), () -> killUnlessUp(UP_WITHIN_SECONDS));
            return door.accept();
        }
    }

    private synchronized Process begin() throws IOException {
        if (killedBecause != null) {
            throw new IOException(killedBecause);
        }
        listener = RunnerListener.on(socketFile);
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        started.getOutputStream().close();
        return started;
    }

    private void converse(RunnerSocket connected) throws IOException {
        start(name + "-input", () -> sendAll(connected));
        for (byte[] frame = connected.receive(); frame != null; frame = connected.receive()) {
            FromRunner message = RunnerCodec.fromRunner(frame);
            if (message instanceof FromRunner.Hello) {
                hello();
            } else {
                RunnerEvents user;
                synchronized (this) {
                    user = events;
                }
                if (user != null) {
                    user.said(message);
                }
            }
        }
    }

    private synchronized void hello() {
        up = true;
        if (events != null) {
            events.up();
        }
    }

    private void sendAll(RunnerSocket connected) {
        try {
            for (byte[] frame = outbox.take(); frame != END; frame = outbox.take()) {
                connected.send(frame);
            }
        } catch (IOException | InterruptedException gone) {
            // The thread that reads notices as well, and says so.
        }
    }

    private void drain(InputStream output) {
        byte[] buffer = new byte[8 << 10];
        try (output) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException gone) {
            // The process is gone, and its pipe with it.
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        if (log != null) {
            log.add(bytes, length);
        } else if (earlyOutput.size() + length <= MOST_EARLY_OUTPUT) {
            earlyOutput.write(bytes, 0, length);
        }
    }

    private String causeOfDeath(Process started) throws InterruptedException {
        if (!started.waitFor(EXIT_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
            kill("it closed its connection");
            started.waitFor();
        }
        synchronized (this) {
            return killedBecause != null ? killedBecause : ExitStatus.describe(started.exitValue());
        }
    }

    private synchronized void killUnlessUp(long seconds) {
        if (!up && !ended) {
            kill("it did not come up within " + seconds + " s");
        }
    }

    private static void close(RunnerListener listener) {
        try {
            listener.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
