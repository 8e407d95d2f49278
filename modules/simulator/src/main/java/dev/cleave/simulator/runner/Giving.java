package dev.cleave.simulator.runner;

import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.path.Path;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What a runner gives away when it is asked: leases it has not started, then the largest children of its frames. */
final class Giving {

    private static final long JUST_STARTED_NANOS = 50_000_000L;
    private static final int MOST_EXPANDED = 20_000;

    private final VirtualClock clock;
    private final RecursionTree tree;
    private final long leastNanos;
    private final FramePool pool;
    private final Frames frames;

    Giving(VirtualClock clock, RecursionTree tree, long leastNanos, FramePool pool, Frames frames) {
        this.clock = clock;
        this.tree = tree;
        this.leastNanos = leastNanos;
        this.pool = pool;
        this.frames = frames;
    }

    /** Leases that can go back, the latest first; those stay that lanes may soon want. */
    List<LeaseId> unstarted(Deque<LeaseRun> queued, int count, int kept) {
        List<LeaseId> given = new ArrayList<>();
        Iterator<LeaseRun> latest = queued.descendingIterator();
        while (latest.hasNext() && given.size() < count && queued.size() - given.size() > kept) {
            given.add(latest.next().id());
        }
        return given;
    }

    List<ShedChild> children(int count, int lanes) {
        List<ShedChild> given = new ArrayList<>();
        if (count <= 0) {
            return given;
        }
        boolean justStarted = expandUntilEnough(count, lanes);
        int open = pool.worthGiving(leastNanos, 2 * count + lanes);
        int most = Math.min(count, justStarted ? open - Math.min(open / 2, lanes) : (open + 1) / 2);
        while (given.size() < most) {
            Frame frame = pool.largestToGive();
            if (frame == null || frame.typicalNanos < leastNanos) {
                break;
            }
            int child = frame.claim(1)[0];
            pool.update(frame);
            given.add(give(frame, child));
        }
        return given;
    }

    /** Expands the largest children while they are too few for all. Returns whether the runner has only just started. */
    private boolean expandUntilEnough(int count, int lanes) {
        boolean justStarted = false;
        for (int i = 0; i < MOST_EXPANDED; i++) {
            Frame frame = pool.largest();
            if (frame == null) {
                return false;
            }
            justStarted = clock.now() - frame.run.startedAt < JUST_STARTED_NANOS;
            int enough = justStarted ? count + lanes : Math.min(2 * count, 2 * lanes + 2);
            if (pool.worthGiving(leastNanos, enough) >= enough) {
                break;
            }
            int next = frame.unstarted.getFirst()[0];
            Subtree problem = frame.child(tree, next);
            if (problem.isBaseCase()
                    || tree.nanos(problem) < 2 * leastNanos
                    || tree.nanos(problem.first(), problem.first() + 1) > leastNanos) {
                break;
            }
            frame.claim(1);
            pool.update(frame);
            Frame below = frames.newFrame(frame, next);
            below.open(0, below.children);
            pool.add(below);
        }
        return justStarted;
    }

    private ShedChild give(Frame frame, int child) {
        Path path = LeaseRun.pathOf(frame, child);
        Subtree problem = frame.child(tree, child);
        frames.awaitGiven(frame, child);
        return new ShedChild(frame.run.id(), path, frame.childWeight(child), problem.encode(), problem.digest());
    }
}
