package dev.cleave.simulator.runner;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.PathKey;
import dev.cleave.simulator.tree.RecursionTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The frames of a runner's leases: how they come about, what they wait for, when they are complete. */
final class Frames {

    private final RecursionTree tree;
    private final FramePool pool;
    private final RunnerEvents events;
    private final Consumer<LeaseRun> finished;
    private final Executed executed;
    private final Map<PathKey, Frame> awaitedIn = new HashMap<>();
    private final Map<PathKey, Integer> awaitedAs = new HashMap<>();
    /** Subproblems whose results may still come though nobody waits for them any more. */
    private final Set<PathKey> passedOn = new HashSet<>();
    /** Results that came for known children of leases that no lane has begun. */
    private final Map<PathKey, Payload> early = new HashMap<>();

    private final Set<PathKey> expected = new HashSet<>();
    private long serials;

    /** Hears of steps that a lane has run. */
    interface Executed {
        void steps(long from, long to);
    }

    /**
     * No frames yet.
     *
     * @param finished hears of each lease that has its result
     * @param executed hears of what lanes have run, before that
     */
    Frames(RecursionTree tree, FramePool pool, RunnerEvents events, Consumer<LeaseRun> finished, Executed executed) {
        this.tree = tree;
        this.pool = pool;
        this.events = events;
        this.finished = finished;
        this.executed = executed;
    }

    /** A lease has come, and is not begun. */
    void expect(LeaseRun run) {
        for (KnownChild known : run.lease.known()) {
            expected.add(run.id().key().descendant(known.path()));
        }
    }

    /** A lease is begun: makes its first frames. */
    void begin(LeaseRun run) {
        Frame top = Frame.onTop(run, tree, serials++);
        run.add(top);
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

    /** Makes the frame of a child. */
    Frame newFrame(Frame parent, int child) {
        Frame frame = Frame.under(parent, child, tree, serials++);
        parent.run.add(frame);
        return frame;
    }

    /** Waits for the result of a child from elsewhere. */
    void await(Frame frame, int child) {
        PathKey key = keyOf(frame, child);
        frame.run.awaited.add(key);
        awaitedIn.put(key, frame);
        awaitedAs.put(key, child);
    }

    /** Waits for the result of a child that is given away. */
    void awaitGiven(Frame frame, int child) {
        await(frame, child);
        passedOn.add(keyOf(frame, child));
    }

    private static PathKey keyOf(Frame frame, int child) {
        return frame.run.lease.id().key().descendant(LeaseRun.pathOf(frame, child));
    }

    /** A result has come from elsewhere. */
    void deliver(PathKey key, Payload result) {
        if (expected.contains(key)) {
            early.put(key, result);
        } else {
            take(key, result);
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
    void finish(Frame frame, int from, int to, boolean own) {
        if (own && !tree.solutions().isEmpty()) {
            executed.steps(frame.childFirst(tree, from), frame.childFirst(tree, to));
        }
        Frame at = frame;
        int first = from;
        int end = to;
        boolean count = own;
        while (true) {
            for (int child = first; child < end; child++) {
                if (!at.finished.add(child)) {
                    events.violation("child combined twice: " + LeaseRun.pathOf(at, child));
                }
                if (count) {
                    at.run.finishedWeight += at.childWeight(child);
                }
            }
            at.unfinished -= end - first;
            if (at.unfinished > 0) {
                return;
            }
            LeaseRun run = at.run;
            run.remove(at);
            pool.remove(at);
            if (at.parent == null) {
                run.over = true;
                finished.accept(run);
                return;
            }
            first = at.index;
            end = first + 1;
            at = at.parent;
            count = false;
        }
    }

    /** A lease is not run any more. */
    void abandon(LeaseRun run) {
        run.over = true;
        for (KnownChild known : run.lease.known()) {
            PathKey key = run.id().key().descendant(known.path());
            if (expected.remove(key)) {
                early.remove(key);
                passedOn.add(key);
            }
        }
        for (Frame frame = run.oldest; frame != null; frame = frame.newer) {
            pool.remove(frame);
        }
        for (PathKey key : run.awaited) {
            awaitedIn.remove(key);
            awaitedAs.remove(key);
            passedOn.add(key);
        }
    }
}
