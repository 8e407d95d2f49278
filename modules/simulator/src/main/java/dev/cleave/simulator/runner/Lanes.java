package dev.cleave.simulator.runner;

import dev.cleave.core.path.Path;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lanes of a runner: what they run, when it ends, and how it is captured. */
final class Lanes {

    /** What lanes need of their runner. */
    interface Host {
        /** Begins a lease that waits; returns whether there was one. */
        boolean beginNextLease();

        /** Whether only one lane may work. */
        boolean isTracing();

        /** A step has killed the runner. */
        void died(Frame frame, Path path);

        /** A step has failed. */
        void failed(Frame frame, Path path);

        /** A lane has run dry. */
        void statusChanged();

        /** The same action, but only if the runner lives, and when it is not frozen. */
        Runnable whileAlive(Runnable action);
    }

    private static final long LONG_STRETCH_NANOS = 1_000_000;
    /** Steps that take less on average run in stretches. */
    private static final long SHORT_STEP_NANOS = 20_000;

    private static final long LONG_BUSY_NANOS = 20_000_000;

    private final VirtualClock clock;
    private final RecursionTree tree;
    private final RunnerModel model;
    private final FramePool pool;
    private final Frames frames;
    private final Host host;
    private final List<Lane> lanes = new ArrayList<>();
    private int laneCount;
    private int busy;
    private long busyNanos;
    private boolean frozen;
    private boolean retryPlanned;

    Lanes(VirtualClock clock, RecursionTree tree, RunnerModel model, FramePool pool, Frames frames, Host host) {
        this.clock = clock;
        this.tree = tree;
        this.model = model;
        this.pool = pool;
        this.frames = frames;
        this.host = host;
    }

    int count() {
        return laneCount;
    }

    void makeReady(int count) {
        laneCount = count;
    }

    /** The time that lanes have run steps. */
    long busyNanos() {
        countBusy();
        return busyNanos;
    }

    int idle() {
        return Math.max(laneCount, lanes.size()) - busy;
    }

    /** Lanes that may want a lease of the queue soon: all where steps are short, else those not inside one piece for long. */
    int soonFree() {
        if (tree.workNanos() < SHORT_STEP_NANOS * tree.root().size()) {
            return laneCount;
        }
        int soon = idle();
        for (Lane lane : lanes) {
            soon += !lane.isIdle() && clock.now() - lane.beganAt < LONG_BUSY_NANOS ? 1 : 0;
        }
        return soon;
    }

    /** Lanes that run something. */
    int busy() {
        return busy;
    }

    /** How many pieces there seem to be in stretches, of which nobody knows before they are captured. */
    int guessedPieces() {
        int pieces = 0;
        for (Lane lane : lanes) {
            pieces += !lane.isIdle() && clock.now() - lane.beganAt > LONG_STRETCH_NANOS ? 2 : 0;
        }
        return pieces;
    }

    /** Takes a lane off what it runs. */
    private void clear(Lane lane) {
        busy -= lane.isIdle() ? 0 : 1;
        lane.clear();
    }

    /** Ends everything. */
    void stop() {
        countBusy();
        lanes.forEach(this::clear);
    }

    void freeze() {
        countBusy();
        frozen = true;
        for (Lane lane : lanes) {
            lane.cancelEnd();
        }
    }

    void thaw(long pause) {
        frozen = false;
        for (Lane lane : lanes) {
            if (!lane.isIdle()) {
                lane.beganAt += pause;
                lane.countedAt = clock.now();
                planEnd(lane);
            }
        }
    }

    /** Takes lanes off a lease that is not run any more. */
    void leave(LeaseRun run) {
        countBusy();
        for (Lane lane : lanes) {
            if (lane.frame != null && lane.frame.run == run) {
                clear(lane);
            }
        }
    }

    void resize(int count) {
        laneCount = count;
        for (int i = lanes.size() - 1; i >= count; i--) {
            Lane lane = lanes.get(i);
            capture(lane);
            if (lane.frame != null) {
                lane.frame.open(lane.from, lane.to);
                pool.add(lane.frame);
            }
            clear(lane);
            lane.place = -1;
            lanes.remove(i);
        }
        assign();
    }

    /** Gives idle lanes something to do, as long as there is anything. */
    void assign() {
        while (lanes.size() < laneCount) {
            lanes.add(new Lane(lanes.size()));
        }
        int usable = host.isTracing() ? Math.min(1, lanes.size()) : lanes.size();
        for (int i = 0; i < usable && busy < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            if (lane.isIdle() && !claimFor(lane, null)) {
                host.statusChanged();
                retryLater();
                break;
            }
        }
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
                long at = lane.beganAt + tree.nanos(first, first + 1);
                soonest = at > clock.now() ? Math.min(soonest, at) : soonest;
            }
        }
        if (soonest != Long.MAX_VALUE) {
            retryPlanned = true;
            clock.at(soonest, host.whileAlive(() -> {
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
        if (largest == null && host.beginNextLease()) {
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
        long typical = Math.max(1, frame.typicalNanos);
        int[] range = frame.claim((int) Math.max(1, Math.min(1 << 20, model.batchNanos() / typical)));
        pool.update(frame);
        busy += lane.isIdle() ? 1 : 0;
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
        long first = frame.childFirst(tree, lane.from);
        long end = frame.childFirst(tree, lane.to);
        long bad = model.poison() >= 0 ? model.poison() : model.failing();
        boolean endsBadly = bad >= first && bad < end;
        long endsAt = lane.beganAt + tree.nanos(first, endsBadly ? bad : end);
        if (lane.isPlannedFor(endsAt, endsBadly)) {
            return;
        }
        lane.cancelEnd();
        lane.endsAt = endsAt;
        lane.endsBadly = endsBadly;
        if (endsBadly) {
            boolean kills = model.poison() >= 0;
            lane.end = clock.at(endsAt, () -> {
                if (kills) {
                    host.died(frame, pathTo(frame, bad));
                } else {
                    host.failed(frame, pathTo(frame, bad));
                }
            });
        } else {
            lane.end = clock.at(endsAt, () -> ended(lane));
        }
    }

    private void ended(Lane lane) {
        Frame frame = lane.frame;
        if (frame == null) {
            return;
        }
        countBusy(lane);
        int from = lane.from;
        int to = lane.to;
        lane.end = null;
        lane.frame = null;
        busy--;
        frames.finish(frame, from, to, true);
        if (lane.place == 0 || (lane.place > 0 && !host.isTracing())) {
            claimFor(lane, frame.run.over ? null : frame);
        }
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
            countBusy(lane);
        }
    }

    private void countBusy(Lane lane) {
        if (!frozen && !lane.isIdle()) {
            busyNanos += clock.now() - lane.countedAt;
            lane.countedAt = clock.now();
        }
    }

    /** Makes frames of all that runs. */
    void captureAll() {
        lanes.forEach(this::capture);
    }

    /**
     * Makes frames of a lane's stretch, down to the step that runs now, with which the lane goes on; or down to where
     * what is left is too short to be worth it.
     */
    private void capture(Lane lane) {
        Frame frame = lane.frame;
        if (frame == null) {
            return;
        }
        countBusy(lane);
        while (true) {
            int child = childAt(frame, lane);
            long began = lane.beganAt + frame.nanos(tree, lane.from, child);
            int from = lane.from;
            int to = lane.to;
            boolean isShort = frame.nanos(tree, child, to) <= model.batchNanos();
            lane.frame = frame;
            lane.from = child;
            lane.to = isShort ? to : child + 1;
            lane.beganAt = began;
            if (child > from) {
                frames.finish(frame, from, child, true);
            }
            if (isShort) {
                break;
            }
            frame.open(child + 1, to);
            pool.add(frame);
            Subtree problem = frame.child(tree, child);
            long own = tree.nanos(problem.first(), problem.first() + 1);
            if (problem.isBaseCase() || clock.now() < began + own) {
                break;
            }
            Frame below = frames.newFrame(frame, child);
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
}
