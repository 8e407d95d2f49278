package dev.cleave.simulator.runner;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A runner in virtual time: speaks the runner's protocol and lets lanes run a generated tree.
 *
 * <p>A lane runs children of one frame as a stretch that takes a known time. Only when somebody wants work is the stretch
 * captured: the way down to the step that runs at that moment becomes frames, whose other children can be claimed or given
 * away. So a run costs events for captures, claims and ends, never for steps.
 */
public final class SimulatedRunner {

    private static final long STATUS_EVERY = 1_000_000L;
    private static final int REPORTED_PER_FRAME = 64;
    private static final int MOST_GIVEN = 1 << 20;

    private final VirtualClock clock;
    private final RecursionTree tree;
    private final RunnerModel model;
    private final RunnerEvents events;
    private final Map<LeaseId, LeaseRun> runs = new LinkedHashMap<>();
    private final Deque<LeaseRun> queued = new ArrayDeque<>();
    private final FramePool pool;
    private final Frames frames;
    private final Lanes lanes;
    private final List<Runnable> held = new ArrayList<>();
    private boolean dead;
    private long frozenAt = -1;
    private long saidStatusAt = Long.MIN_VALUE / 2;
    private boolean statusPlanned;
    /** How many of its leases are traced. */
    private int traced;
    /** The lowest cost of a solution that it knows: what is no better is left out. */
    private long bestKnown = Cost.NONE;

    /** A runner that is up, and has no job yet. */
    public SimulatedRunner(VirtualClock clock, RecursionTree tree, RunnerModel model, RunnerEvents events) {
        this.clock = clock;
        this.tree = tree;
        this.model = model;
        this.events = events;
        this.pool = new FramePool(model.leastGivenNanos());
        this.frames = new Frames(tree, pool, events, this::finished, this::executed);
        this.lanes = new Lanes(clock, tree, model, pool, frames, new LanesHost());
    }

    /** Ends it at once. */
    public void kill() {
        if (!dead) {
            lanes.stop();
            dead = true;
        }
    }

    /** Whether it has ended. */
    public boolean isDead() {
        return dead;
    }

    /** The time that its lanes have run steps. */
    public long busyNanos() {
        return lanes.busyNanos();
    }

    /** How many of its lanes run something. */
    public int busyLanes() {
        return lanes.busy();
    }

    /** Stops it until it is thawed: nothing runs, messages wait. */
    public void freeze() {
        if (!dead && frozenAt < 0) {
            lanes.freeze();
            frozenAt = clock.now();
        }
    }

    /** Lets it go on. */
    public void thaw() {
        if (dead || frozenAt < 0) {
            return;
        }
        long pause = clock.now() - frozenAt;
        frozenAt = -1;
        lanes.thaw(pause);
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
    }

    /** A message from its node, arriving now. */
    public void receive(ToRunner message) {
        if (dead) {
            return;
        }
        if (frozenAt >= 0) {
            held.add(() -> receive(message));
            return;
        }
        if (message instanceof ToRunner.StartJob start) {
            lanes.makeReady(start.lanes());
            clock.in(model.loadNanos(), whileAlive(() -> events.says(new FromRunner.JobLoaded())));
        } else if (message instanceof ToRunner.RunLease run) {
            run(run.lease());
        } else if (message instanceof ToRunner.GiveAway give) {
            clock.in(
                    model.captureNanos(),
                    whileAlive(() -> giveAway(Math.min(give.count(), MOST_GIVEN), give.leastNanos())));
        } else if (message instanceof ToRunner.DeliverResult deliver) {
            frames.deliver(deliver.key(), deliver.result());
            lanes.assign();
        } else if (message instanceof ToRunner.DropLease drop) {
            drop(drop.lease());
        } else if (message instanceof ToRunner.SetLanes set) {
            lanes.resize(set.lanes());
            sayStatus();
        } else if (message instanceof ToRunner.BestKnown best) {
            bestKnown = Math.min(bestKnown, best.cost());
        } else if (message instanceof ToRunner.TakeCheckpoint) {
            takeCheckpoint();
        } else if (message instanceof ToRunner.ReportStatus) {
            sayStatus();
        } else if (message instanceof ToRunner.Stop) {
            kill();
        }
    }

    private Runnable whileAlive(Runnable action) {
        return () -> {
            if (dead) {
                return;
            }
            if (frozenAt >= 0) {
                held.add(whileAlive(action));
                return;
            }
            action.run();
        };
    }

    private void run(Lease lease) {
        Payload problem = lease.problem();
        LeaseRun run = new LeaseRun(lease, problem == null ? tree.root() : Subtree.decode(problem));
        if (runs.put(lease.id(), run) != null) {
            events.violation("lease run twice: " + lease.id());
        }
        traced += isTraced(run) ? 1 : 0;
        queued.add(run);
        frames.expect(run);
        lanes.assign();
    }

    private static boolean isTraced(LeaseRun run) {
        return run.lease.care() == Lease.Care.TRACED;
    }

    private @Nullable LeaseRun takeOut(LeaseId id) {
        LeaseRun run = runs.remove(id);
        traced -= run != null && isTraced(run) ? 1 : 0;
        return run;
    }

    private void finished(LeaseRun run) {
        takeOut(run.id());
        long nanos = tree.nanos(run.problem);
        events.says(new FromRunner.LeaseFinished(
                run.id(), run.problem.result(), new Measured(nanos, nanos, run.problem.size())));
    }

    private void executed(long from, long to) {
        for (Found found : tree.solutions().among(from, to, bestKnown)) {
            bestKnown = found.cost();
            events.says(new FromRunner.Improved(found));
        }
    }

    private void drop(LeaseId id) {
        LeaseRun run = takeOut(id);
        if (run != null) {
            queued.remove(run);
            lanes.leave(run);
            frames.abandon(run);
            lanes.assign();
        }
    }

    private void giveAway(int count, long leastNanos) {
        Giving giving = new Giving(clock, tree, Math.max(leastNanos, model.leastGivenNanos()), pool, frames);
        List<LeaseId> unstarted = giving.unstarted(queued, count, lanes.soonFree());
        for (LeaseId id : unstarted) {
            LeaseRun run = takeOut(id);
            if (run != null) {
                queued.remove(run);
                frames.abandon(run);
            }
        }
        lanes.captureAll();
        events.says(new FromRunner.Gave(giving.children(count - unstarted.size(), lanes.count()), unstarted));
        lanes.assign();
    }

    private void takeCheckpoint() {
        lanes.captureAll();
        FinishedReport report = new FinishedReport(tree, model.leastReportedNanos());
        List<FromRunner.CheckpointOf> leases = new ArrayList<>();
        for (LeaseRun run : runs.values()) {
            List<FinishedChild> finished = report.of(run, REPORTED_PER_FRAME);
            if (!finished.isEmpty()) {
                leases.add(new FromRunner.CheckpointOf(run.id(), finished));
            }
        }
        events.says(new FromRunner.CheckpointTaken(leases));
        lanes.assign();
    }

    private void sayStatus() {
        saidStatusAt = clock.now();
        List<FromRunner.LeaseProgress> progress = new ArrayList<>();
        for (LeaseRun run : runs.values()) {
            if (run.started) {
                progress.add(new FromRunner.LeaseProgress(run.id(), run.finishedWeight));
            }
        }
        events.says(new FromRunner.Status(
                lanes.count(),
                lanes.count() - lanes.idle(),
                queued.size(),
                pool.worthGiving() + lanes.guessedPieces(),
                lanes.busyNanos(),
                progress));
    }

    /** What lanes need. */
    private final class LanesHost implements Lanes.Host {
        @Override
        public boolean beginNextLease() {
            LeaseRun run = queued.poll();
            if (run == null) {
                return false;
            }
            run.started = true;
            run.startedAt = clock.now();
            events.says(new FromRunner.LeaseStarted(run.id()));
            frames.begin(run);
            if (queued.size() < lanes.count()) {
                statusChanged();
            }
            return true;
        }

        @Override
        public boolean isTracing() {
            return traced > 0;
        }

        @Override
        public void died(Frame frame, Path path) {
            kill();
            events.died("exit status 1", isTraced(frame.run) ? path : Path.EMPTY);
        }

        @Override
        public void failed(Frame frame, Path path) {
            LeaseRun run = frame.run;
            takeOut(run.id());
            lanes.leave(run);
            frames.abandon(run);
            events.says(new FromRunner.LeaseFailed(
                    run.id(), path, JobFailure.of(Code.SOLVE_THREW, path.toString(), "IllegalStateException")));
            lanes.assign();
        }

        @Override
        public void statusChanged() {
            if (!statusPlanned) {
                statusPlanned = true;
                // Not before the lane is where it goes now.
                clock.at(saidStatusAt + STATUS_EVERY, whileAlive(() -> {
                    statusPlanned = false;
                    sayStatus();
                }));
            }
        }

        @Override
        public Runnable whileAlive(Runnable action) {
            return SimulatedRunner.this.whileAlive(action);
        }
    }
}
