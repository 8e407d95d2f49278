package dev.cleave.cluster.process;

import dev.cleave.cluster.clock.Ticker;
import dev.cleave.core.node.RunnerKey;
import dev.cleave.core.node.WarmRunners;
import dev.cleave.core.protocol.ToRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The runners of a node: those that work for jobs, one that has ended a job and waits for the next of the same code, and
 * a spare for a job of any code.
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
    private final WarmRunners<RunnerProcess> warm = new WarmRunners<>();
    /** Places whose runners were told to end their jobs. */
    private final Set<Place> ending = new LinkedHashSet<>();

    private @Nullable RunnerProcess spare;
    private long lastTaken = System.nanoTime();
    private long notedPid;
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

        /** Lets go of the runner, which has ended the job; nothing of it is told any more. */
        void keep();
    }

    /** Sees to it that there is a spare. Returns at once. */
    public synchronized void warmUp() {
        if (!closed && (spare == null || spare.hasEnded())) {
            spare = begin(List.of());
            Ticker.after(WarmRunners.KEPT_NANOS, this::dropSpare);
        }
    }

    private synchronized void dropSpare() {
        RunnerProcess idle = spare;
        if (idle == null || closed) {
            return;
        }
        boolean anyAtWork = alive.size() > 1 + warm.size();
        if (WarmRunners.needsSpare(anyAtWork, lastTaken, System.nanoTime())) {
            Ticker.after(WarmRunners.KEPT_NANOS, this::dropSpare);
        } else {
            spare = null;
            idle.kill("nobody needs it");
        }
    }

    /**
     * Puts a runner to work: one that has ended a job of the same code, or is about to; else the spare; else a new one,
     * above all where the job has JVM options of its own. Returns at once.
     *
     * @param key what the job needs
     * @param fresh whether it must not have worked for another job
     * @param events told of what it does
     * @param log where its output goes
     */
    public synchronized Runner take(RunnerKey key, boolean fresh, RunnerEvents events, JobLog log) {
        Place place = new Place(key, events, log);
        lastTaken = System.nanoTime();
        if (fresh || !awaitWarm(place)) {
            fill(place);
        }
        Ticker.after(SPARE_AFTER_NANOS, this::warmUp);
        return place;
    }

    /** Whether there is a warm runner for a job, or one that another job is about to let go of. */
    private boolean awaitWarm(Place place) {
        Optional<RunnerProcess> kept = warm.take(place.key);
        if (kept.isPresent() && place.sit(kept.get())) {
            return true;
        }
        for (Place ending : ending) {
            if (ending.heir == null && ending.key.equals(place.key)) {
                ending.heir = place;
                return true;
            }
        }
        return false;
    }

    /** Gives a job a runner that has not worked for another. */
    private void fill(Place place) {
        RunnerProcess found = spare;
        if (place.key.jvmOptions().isEmpty() && found != null) {
            spare = null;
            if (place.sit(found)) {
                return;
            }
        }
        place.sit(begin(place.key.jvmOptions()));
    }

    private synchronized void letGo(Place place) {
        ending.remove(place);
        RunnerProcess runner = place.runner;
        Place heir = place.heir;
        place.runner = null;
        place.heir = null;
        if (runner == null || closed) {
            return;
        }
        if (heir == null) {
            runner.rest();
            warm.put(place.key, runner, System.nanoTime()).ifPresent(other -> other.kill("another has its place"));
            Ticker.after(WarmRunners.KEPT_NANOS, this::dropIdle);
        } else if (!heir.sit(runner)) {
            fill(heir);
        }
    }

    private synchronized void dropIdle() {
        warm.expired(System.nanoTime()).ifPresent(idle -> idle.kill("nobody needs it"));
    }

    /** The runner that somebody waits for will not come. */
    private void disappoint(Place place) {
        ending.remove(place);
        Place heir = place.heir;
        place.heir = null;
        if (heir != null && !closed) {
            fill(heir);
        }
    }

    /** The place of a runner at work for one job; empty while the runner still ends the job before. */
    private final class Place implements Runner {

        private final RunnerKey key;
        private final RunnerEvents events;
        private final JobLog log;
        private @Nullable RunnerProcess runner;
        private @Nullable Place heir;

        Place(RunnerKey key, RunnerEvents events, JobLog log) {
            this.key = key;
            this.events = events;
            this.log = log;
        }

        /** Returns false if the runner is gone. */
        boolean sit(RunnerProcess taken) {
            if (!taken.use(events, log)) {
                return false;
            }
            runner = taken;
            note(taken);
            return true;
        }

        @Override
        public void send(ToRunner message) {
            RunnerProcess receiver;
            synchronized (RunnerPool.this) {
                receiver = runner;
                // One that has died by now was told of already: nobody may wait for it.
                if (message instanceof ToRunner.EndJob && receiver != null && alive.contains(receiver)) {
                    ending.add(this);
                }
            }
            if (receiver != null) {
                receiver.send(message);
            }
        }

        @Override
        public void kill(String why) {
            synchronized (RunnerPool.this) {
                if (runner != null) {
                    runner.kill(why);
                    disappoint(this);
                } else {
                    giveUp(why);
                }
            }
        }

        private void giveUp(String why) {
            for (Place other : ending) {
                if (other.heir == this) {
                    other.heir = null;
                    events.ended(why, dev.cleave.core.path.Path.EMPTY);
                }
            }
        }

        @Override
        public void keep() {
            letGo(this);
        }
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
            warm.remove(runner);
            for (Place place : List.copyOf(ending)) {
                if (place.runner == runner) {
                    disappoint(place);
                }
            }
        }
        if (closed && alive.isEmpty()) {
            sockets.close();
        }
    }

    private synchronized void note(RunnerProcess runner) {
        if (runner.pid() == 0) {
            Ticker.after(TimeUnit.MILLISECONDS.toNanos(5), () -> {
                if (!runner.hasEnded()) {
                    note(runner);
                }
            });
            return;
        }
        if (runner.pid() == notedPid) {
            return;
        }
        try {
            PidFile.write(pidFile, runner.pid());
            notedPid = runner.pid();
        } catch (IOException e) {
            // The file is for people; a full disk is no reason not to work.
        }
    }
}
