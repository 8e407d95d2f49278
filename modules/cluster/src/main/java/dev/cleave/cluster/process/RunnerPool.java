package dev.cleave.cluster.process;

import dev.cleave.cluster.clock.Ticker;
import dev.cleave.core.protocol.ToRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The runners of a node: those that work for jobs, and a warm spare for the next job.
 *
 * <p>The next spare is launched a few seconds after a job has begun, so that short runs do not pay for it. Safe for use
 * by many threads.
 */
public final class RunnerPool implements AutoCloseable {

    private static final int MOST_FOLDER_BYTES = 80;
    private static final long SPARE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final SocketFolder sockets;
    private final Path pidFile;
    private final RunnerLaunch launch;
    private final Set<RunnerProcess> alive = new HashSet<>();
    private @Nullable RunnerProcess spare;
    private int launched;
    private boolean closed;

    /**
     * A pool without runners.
     *
     * @param pidFile where the number of the runner last put to work is written; in the node's folder, which exists
     * @param launch how runners are started
     * @throws IOException if no private folder for sockets can be made
     */
    public RunnerPool(Path pidFile, RunnerLaunch launch) throws IOException {
        this.sockets = SocketFolder.in(pidFile.toAbsolutePath().resolveSibling(""));
        this.pidFile = pidFile;
        this.launch = launch;
    }

    /** A runner at work for a job. */
    public interface Runner {
        /** Sends a message; it is lost if the runner is gone. */
        void send(ToRunner message);

        /** Kills the runner, whatever it does; its end is told as any other. */
        void kill(String why);
    }

    /** Sees to it that there is a spare. Returns at once. */
    public synchronized void warmUp() {
        if (!closed && (spare == null || spare.hasEnded())) {
            spare = begin(List.of());
        }
    }

    /**
     * Puts a runner to work: the spare, or a new one where there is none or the job has JVM options of its own.
     * Returns at once.
     *
     * @param events told of what it does
     * @param log where its output goes
     */
    public synchronized Runner take(List<String> jvmOptions, RunnerEvents events, JobLog log) {
        RunnerProcess taken = null;
        if (jvmOptions.isEmpty() && spare != null) {
            taken = spare;
            spare = null;
        }
        if (taken == null || !taken.use(events, log)) {
            taken = begin(jvmOptions);
            taken.use(events, log);
        }
        note(taken);
        Ticker.after(SPARE_AFTER_NANOS, this::warmUp);
        RunnerProcess used = taken;
        return new Runner() {
            @Override
            public void send(ToRunner message) {
                used.send(message);
            }

            @Override
            public void kill(String why) {
                used.kill(why);
            }
        };
    }

    /** Kills every runner. */
    @Override
    public void close() {
        Set<RunnerProcess> left;
        synchronized (this) {
            closed = true;
            left = new HashSet<>(alive);
        }
        left.forEach(runner -> runner.kill("the node is going"));
        sockets.close();
    }

    private RunnerProcess begin(List<String> jvmOptions) {
        String name = "runner-" + ++launched;
        Path socket = sockets.path().resolve(launched + ".sock");
        RunnerProcess[] self = new RunnerProcess[1];
        RunnerProcess runner =
                new RunnerProcess(name, socket, launch.command(socket, jvmOptions), () -> forget(self[0]));
        self[0] = runner;
        alive.add(runner);
        runner.launch();
        return runner;
    }

    private synchronized void forget(@Nullable RunnerProcess runner) {
        if (runner != null) {
            alive.remove(runner);
        }
        if (closed && alive.isEmpty()) {
            sockets.close();
        }
    }

    private void note(RunnerProcess runner) {
        if (runner.pid() == 0) {
            Ticker.after(TimeUnit.MILLISECONDS.toNanos(5), () -> {
                if (!runner.hasEnded()) {
                    note(runner);
                }
            });
            return;
        }
        try {
            PidFile.write(pidFile, runner.pid());
        } catch (IOException e) {
            // The file is for people; a full disk is no reason not to work.
        }
    }
}
