package dev.cleave.simulator.runner;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.tree.GeneratedTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final GeneratedTree tree;
    private final RunnerModel model;
    private final RunnerEvents events;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<LeaseId, LeaseRun> runs = new LinkedHashMap<>();
    private final Deque<LeaseRun> queued = new ArrayDeque<>();
    private final FramePool pool = new FramePool();
    private final Map<PathKey, Frame> awaitedIn = new HashMap<>();
    private final Map<PathKey, Integer> awaitedAs = new HashMap<>();
    private final Set<PathKey> passedOn = new HashSet<>();
    /** Results that came for known children of leases that no lane has begun. */
    private final Map<PathKey, Payload> early = new HashMap<>();

    private final Set<PathKey> expected = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean dead;
    private long frozenAt = -1;
    private long busyNanos;
    private long serials;
    private int laneCount;
    private long saidStatusAt = Long.MIN_VALUE / 2;
    private boolean statusPlanned;
    private boolean retryPlanned;

    /** A runner that is up, and has no job yet. */
    public SimulatedRunner(VirtualClock clock, GeneratedTree tree, RunnerModel model, RunnerEvents events) {
        this.clock = clock;
        this.tree = tree;
        this.model = model;
        this.events = events;
    }

    /** Ends it at once. */
    public void kill() {
        if (!dead) {
            countBusy();
            dead = true;
            lanes.forEach(Lane::clear);
        }
    }

    /** Whether it has ended. */
    public boolean isDead() {
        return dead;
    }

    /** The time that its lanes have run steps. */
    public long busyNanos() {
        if (!dead) {
            countBusy();
        }
        return busyNanos;
    }

    /** Stops it until it is thawed: nothing runs, messages wait. */
    public void freeze() {
        if (!dead && frozenAt < 0) {
            countBusy();
            frozenAt = clock.now();
            for (Lane lane : lanes) {
                if (lane.end != null) {
                    lane.end.cancel();
                }
            }
        }
    }

    /** Lets it go on. */
    public void thaw() {
        if (dead || frozenAt < 0) {
            return;
        }
        long pause = clock.now() - frozenAt;
        frozenAt = -1;
        for (Lane lane : lanes) {
            if (!lane.isIdle()) {
                lane.beganAt += pause;
                lane.countedAt = clock.now();
                planEnd(lane);
            }
        }
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
            laneCount = start.lanes();
            clock.in(model.loadNanos(), whileAlive(() -> say(new FromRunner.JobLoaded())));
        } else if (message instanceof ToRunner.RunLease run) {
            run(run.lease());
        } else if (message instanceof ToRunner.GiveAway give) {
            clock.in(model.captureNanos(), whileAlive(() -> giveAway(Math.min(give.count(), MOST_GIVEN))));
        } else if (message instanceof ToRunner.DeliverResult deliver) {
            deliver(deliver);
        } else if (message instanceof ToRunner.DropLease drop) {
            drop(drop.lease());
        } else if (message instanceof ToRunner.SetLanes set) {
            resize(set.lanes());
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

    private void say(FromRunner message) {
        events.says(message);
    }

    private void run(Lease lease) {
        Payload problem = lease.problem();
        LeaseRun run = new LeaseRun(lease, problem == null ? tree.root() : Subtree.decode(problem));
        if (runs.put(lease.id(), run) != null) {
            events.violation("lease run twice: " + lease.id());
        }
        queued.add(run);
        for (KnownChild known : lease.known()) {
            expected.add(lease.id().key().descendant(known.path()));
        }
        assign();
    }

    private void start(LeaseRun run) {
        run.started = true;
        run.startedAt = clock.now();
        say(new FromRunner.LeaseStarted(run.id()));
        Frame top = Frame.onTop(run, serials++);
        run.frames.add(top);
        if (run.lease.known().isEmpty()) {
            top.open(0, 1);
            pool.add(top);
        } else {
            expandKnown(top, KnownPaths.of(run.lease.known()));
            takeEarly(run);
        }
    }

    private void takeEarly(LeaseRun run) {
        for (PathKey key : List.copyOf(run.awaited)) {
            expected.remove(key);
            Payload result = early.remove(key);
            if (result != null) {
                take(key, result);
            }
        }
    }

    /** Makes frames of the way down to what is known; all else there is open. */
    private void expandKnown(Frame top, KnownPaths known) {
        Deque<Frame> frames = new ArrayDeque<>();
        Deque<KnownPaths> ways = new ArrayDeque<>();
        frames.add(newFrame(top, 0));
        ways.add(known);
        while (!frames.isEmpty()) {
            Frame frame = frames.remove();
            KnownPaths way = ways.remove();
            int next = 0;
            List<int[]> open = new ArrayList<>();
            for (Map.Entry<Integer, KnownPaths> entry : way.under().entrySet()) {
                int child = entry.getKey();
                open.add(new int[] {next, child});
                next = child + 1;
                if (entry.getValue().isKnown()) {
                    await(frame, child);
                } else {
                    frames.add(newFrame(frame, child));
                    ways.add(entry.getValue());
                }
            }
            open.add(new int[] {next, frame.children});
            for (int i = open.size() - 1; i >= 0; i--) {
                frame.open(open.get(i)[0], open.get(i)[1]);
            }
            pool.add(frame);
        }
    }

    private Frame newFrame(Frame parent, int child) {
        Frame frame = Frame.under(parent, child, tree, serials++);
        parent.run.frames.add(frame);
        return frame;
    }

    private PathKey keyOf(Frame frame, int child) {
        return frame.run.lease.id().key().descendant(LeaseRun.pathOf(frame, child));
    }

    private void await(Frame frame, int child) {
        PathKey key = keyOf(frame, child);
        frame.run.awaited.add(key);
        awaitedIn.put(key, frame);
        awaitedAs.put(key, child);
    }

    private void deliver(ToRunner.DeliverResult deliver) {
        if (expected.contains(deliver.key())) {
            early.put(deliver.key(), deliver.result());
        } else {
            take(deliver.key(), deliver.result());
            assign();
        }
    }

    private void take(PathKey key, Payload result) {
        Frame frame = awaitedIn.remove(key);
        Integer child = awaitedAs.remove(key);
        if (frame == null || child == null) {
            if (!passedOn.contains(key)) {
                events.violation("result not awaited: " + key);
            }
            return;
        }
        frame.run.awaited.remove(key);
        if (!result.equals(frame.child(tree, child).result())) {
            events.violation("wrong result for " + key);
        }
        finish(frame, child, child + 1, false);
    }

    /** Notes finished children; whoever is complete by that is combined, upward. */
    private void finish(Frame frame, int from, int to, boolean own) {
        Frame at = frame;
        int first = from;
        int end = to;
        boolean count = own;
        while (true) {
            for (int child = first; child < end; child++) {
                if (at.finished.get(child)) {
                    events.violation("child combined twice: " + LeaseRun.pathOf(at, child));
                }
                at.finished.set(child);
                if (count) {
                    at.run.finishedWeight += at.childWeight(child);
                }
            }
            at.unfinished -= end - first;
            if (at.unfinished > 0) {
                return;
            }
            LeaseRun run = at.run;
            run.frames.remove(at);
            pool.remove(at);
            if (at.parent == null) {
                finish(run);
                return;
            }
            first = at.index;
            end = first + 1;
            at = at.parent;
            count = false;
        }
    }

    private void finish(LeaseRun run) {
        run.over = true;
        runs.remove(run.id());
        long nanos = tree.nanos(run.problem);
        say(new FromRunner.LeaseFinished(
                run.id(), run.problem.result(), new Measured(nanos, nanos, run.problem.size())));
    }

    private void drop(LeaseId id) {
        LeaseRun run = runs.remove(id);
        if (run != null) {
            stopExpecting(run);
            abandon(run);
            assign();
        }
    }

    private void stopExpecting(LeaseRun run) {
        for (KnownChild known : run.lease.known()) {
            PathKey key = run.id().key().descendant(known.path());
            if (expected.remove(key)) {
                early.remove(key);
                passedOn.add(key);
            }
        }
    }

    private void abandon(LeaseRun run) {
        countBusy();
        run.over = true;
        queued.remove(run);
        run.frames.forEach(pool::remove);
        for (PathKey key : run.awaited) {
            awaitedIn.remove(key);
            awaitedAs.remove(key);
            passedOn.add(key);
        }
        for (Lane lane : lanes) {
            if (lane.frame != null && lane.frame.run == run) {
                lane.clear();
            }
        }
    }

    private void resize(int count) {
        laneCount = count;
        for (int i = lanes.size() - 1; i >= count; i--) {
            Lane lane = lanes.get(i);
            capture(lane);
            if (lane.frame != null) {
                lane.frame.open(lane.from, lane.to);
                pool.add(lane.frame);
            }
            lane.clear();
            lanes.remove(i);
        }
        assign();
        sayStatus();
    }

    // ---- lanes

    /** Gives idle lanes something to do, as long as there is anything. */
    private void assign() {
        while (lanes.size() < laneCount) {
            lanes.add(new Lane());
        }
        int usable = tracing() ? Math.min(1, lanes.size()) : lanes.size();
        for (int i = 0; i < usable; i++) {
            Lane lane = lanes.get(i);
            if (lane.isIdle() && !claimFor(lane, null)) {
                retryLater();
                break;
            }
        }
        statusMayHaveChanged();
    }

    private boolean tracing() {
        for (LeaseRun run : runs.values()) {
            if (run.lease.care() == Lease.Care.TRACED) {
                return true;
            }
        }
        return false;
    }

    /** A lane found nothing, as another is within a step that cannot be interrupted: looks again after a while. */
    private void retryLater() {
        if (retryPlanned) {
            return;
        }
        long soonest = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            if (lane.frame != null && !lane.frame.child(tree, lane.from).isBaseCase()) {
                long first = lane.frame.childFirst(tree, lane.from);
                soonest = Math.min(soonest, lane.beganAt + tree.nanos(first, first + 1));
            }
        }
        if (soonest != Long.MAX_VALUE) {
            retryPlanned = true;
            clock.at(soonest, whileAlive(() -> {
                retryPlanned = false;
                assign();
            }));
        }
    }

    private boolean claimFor(Lane lane, @Nullable Frame last) {
        for (Frame frame = last; frame != null; frame = frame.parent) {
            if (frame.unstartedCount > 0 && !frame.run.over) {
                return begin(lane, frame);
            }
        }
        Frame largest = pool.largest();
        if (largest == null && !queued.isEmpty()) {
            start(queued.remove());
            largest = pool.largest();
            if (largest == null) {
                return claimFor(lane, null);
            }
        }
        if (largest == null) {
            captureAll();
            largest = pool.largest();
        }
        return largest != null && begin(lane, largest);
    }

    private boolean begin(Lane lane, Frame frame) {
        long typical = Math.max(1, tree.nanos(0, Math.max(1, frame.typicalSize())));
        int[] range = frame.claim((int) Math.max(1, Math.min(1 << 20, model.batchNanos() / typical)));
        pool.update(frame);
        lane.frame = frame;
        lane.from = range[0];
        lane.to = range[1];
        lane.beganAt = clock.now();
        lane.countedAt = clock.now();
        planEnd(lane);
        return true;
    }

    private void planEnd(Lane lane) {
        Frame frame = lane.frame;
        if (frame == null) {
            return;
        }
        if (lane.end != null) {
            lane.end.cancel();
        }
        long first = frame.childFirst(tree, lane.from);
        long end = frame.childFirst(tree, lane.to);
        long bad = model.poison() >= 0 ? model.poison() : model.failing();
        if (bad >= first && bad < end) {
            boolean kills = model.poison() >= 0;
            lane.end = clock.at(lane.beganAt + tree.nanos(first, bad), () -> {
                if (kills) {
                    die(frame, bad);
                } else {
                    fail(frame, bad);
                }
            });
        } else {
            lane.end = clock.at(lane.beganAt + tree.nanos(first, end), () -> ended(lane));
        }
    }

    private void ended(Lane lane) {
        Frame frame = lane.frame;
        if (frame == null) {
            return;
        }
        countBusy();
        int from = lane.from;
        int to = lane.to;
        lane.end = null;
        lane.frame = null;
        finish(frame, from, to, true);
        if ((!tracing() || lanes.indexOf(lane) == 0) && lanes.contains(lane)) {
            claimFor(lane, frame.run.over ? null : frame);
        }
        assign();
    }

    private void die(Frame frame, long step) {
        Path path = frame.run.lease.care() == Lease.Care.TRACED ? pathTo(frame, step) : Path.EMPTY;
        kill();
        events.died("exit status 1", path);
    }

    private void fail(Frame frame, long step) {
        LeaseRun run = frame.run;
        Path path = pathTo(frame, step);
        runs.remove(run.id());
        abandon(run);
        say(new FromRunner.LeaseFailed(
                run.id(), path, JobFailure.of(Code.SOLVE_THREW, path.toString(), "java.lang.IllegalStateException")));
        assign();
    }

    private Path pathTo(Frame frame, long step) {
        int child = frame.childWith(tree, step);
        Path path = LeaseRun.pathOf(frame, child);
        Subtree at = frame.child(tree, child);
        while (at.first() != step) {
            int next = tree.childWith(at, step);
            path = path.child(next);
            at = tree.child(at, next);
        }
        return path;
    }

    private void countBusy() {
        for (Lane lane : lanes) {
            if (!lane.isIdle() && frozenAt < 0) {
                busyNanos += clock.now() - lane.countedAt;
                lane.countedAt = clock.now();
            }
        }
    }

    // ---- captures

    private void captureAll() {
        lanes.forEach(this::capture);
    }

    /** Makes frames of a lane's stretch, down to the step that runs now, with which the lane goes on. */
    private void capture(Lane lane) {
        Frame frame = lane.frame;
        if (frame == null) {
            return;
        }
        countBusy();
        while (true) {
            int child = childAt(frame, lane);
            long began = lane.beganAt + frame.nanos(tree, lane.from, child);
            int from = lane.from;
            int to = lane.to;
            lane.frame = frame;
            lane.from = child;
            lane.to = child + 1;
            lane.beganAt = began;
            if (child > from) {
                finish(frame, from, child, true);
            }
            frame.open(child + 1, to);
            pool.add(frame);
            Subtree problem = frame.child(tree, child);
            long own = tree.nanos(problem.first(), problem.first() + 1);
            if (problem.isBaseCase() || clock.now() < began + own) {
                break;
            }
            Frame below = newFrame(frame, child);
            lane.frame = below;
            lane.from = 0;
            lane.to = below.children;
            lane.beganAt = began + own;
            frame = below;
        }
        planEnd(lane);
    }

    private int childAt(Frame frame, Lane lane) {
        long elapsed = clock.now() - lane.beganAt;
        int low = lane.from;
        int high = lane.to - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (frame.nanos(tree, lane.from, middle) <= elapsed) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void giveAway(int count) {
        Giving giving = new Giving(clock, tree, model, pool, this::newFrame, this::await, passedOn);
        List<LeaseId> unstarted = giving.unstarted(queued, count, idleLanes());
        for (LeaseId id : unstarted) {
            LeaseRun run = runs.remove(id);
            if (run != null) {
                queued.remove(run);
                run.over = true;
                stopExpecting(run);
            }
        }
        captureAll();
        say(new FromRunner.Gave(giving.children(count - unstarted.size(), laneCount), unstarted));
        assign();
    }

    private void takeCheckpoint() {
        captureAll();
        List<FromRunner.CheckpointOf> leases = new ArrayList<>();
        for (LeaseRun run : runs.values()) {
            var finished = new FinishedReport(tree).of(run, REPORTED_PER_FRAME);
            if (!finished.isEmpty()) {
                leases.add(new FromRunner.CheckpointOf(run.id(), finished));
            }
        }
        say(new FromRunner.CheckpointTaken(leases));
        assign();
    }

    // ---- status

    private int idleLanes() {
        int idle = Math.max(0, laneCount - lanes.size());
        for (Lane lane : lanes) {
            idle += lane.isIdle() ? 1 : 0;
        }
        return idle;
    }

    private void statusMayHaveChanged() {
        if (statusPlanned || (idleLanes() == 0 && queued.size() >= laneCount)) {
            return;
        }
        long at = saidStatusAt + STATUS_EVERY;
        if (clock.now() >= at) {
            sayStatus();
        } else {
            statusPlanned = true;
            clock.at(at, whileAlive(() -> {
                statusPlanned = false;
                sayStatus();
            }));
        }
    }

    private void sayStatus() {
        countBusy();
        saidStatusAt = clock.now();
        List<FromRunner.LeaseProgress> progress = new ArrayList<>();
        for (LeaseRun run : runs.values()) {
            if (run.started) {
                progress.add(new FromRunner.LeaseProgress(run.id(), run.finishedWeight));
            }
        }
        say(new FromRunner.Status(
                laneCount,
                laneCount - idleLanes(),
                queued.size(),
                pool.worthGiving(tree, model.leastGivenNanos()),
                busyNanos,
                progress));
    }
}
