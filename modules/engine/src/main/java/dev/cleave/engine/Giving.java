package dev.cleave.engine;

import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.path.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to give subproblems away.
 *
 * <p>Busy lanes are asked to publish their oldest frames; the last of them to do so answers the request, since dividing
 * further is user code and belongs on a lane. If one does not come (it is inside a long solve, and has published all it
 * holds), the watchdog answers with what is on offer. Children are claimed like by any other, the largest first.
 */
final class Giving {

    private static final int LONGEST_PATH = 16_384;
    private static final long PATIENCE_NANOS = 3_000_000;
    private static final long LAST_PATIENCE_NANOS = 20_000_000;
    private static final long FRESH_NANOS = 100_000_000;
    private static final long EXPANDING_NANOS = 5_000_000;
    private static final long WORTH_NANOS = 100_000;
    private static final int SHARE_PER_LANE = 4;
    private static final int MOST_PUBLISHED = 64;

    private record Request(int count, long since, Set<Lane> asked) {}

    private final Kernel kernel;
    private final Deque<Request> requests = new ArrayDeque<>();
    private volatile boolean isPending;

    Giving(Kernel kernel) {
        this.kernel = kernel;
    }

    void ask(int count) {
        Set<Lane> asked = new HashSet<>();
        for (Lane lane : kernel.lanes()) {
            LeaseRun lease = lane.current();
            if (lease != null && !lease.isTraced()) {
                asked.add(lane);
            }
        }
        List<Lane> signalled = List.copyOf(asked);
        boolean isStarting =
                asked.isEmpty() && !kernel.queued.isEmpty() && !kernel.lanes().isEmpty();
        synchronized (requests) {
            requests.add(new Request(count, System.nanoTime(), asked));
            isPending = true;
        }
        for (Lane lane : signalled) {
            lane.signal(Lane.GIVE);
        }
        if (!isStarting) {
            answerThose(null, null);
        }
        kernel.wakeWatchdog();
    }

    boolean isPending() {
        return isPending;
    }

    /** A lane begins something: requests that found nobody wait for it. */
    void begins(Lane lane) {
        if (isPending) {
            synchronized (requests) {
                for (Request request : requests) {
                    if (request.asked().isEmpty()) {
                        request.asked().add(lane);
                    }
                }
            }
            lane.signal(Lane.GIVE);
        }
    }

    /** A lane has come up from its recursion. */
    void answer(Lane lane, OuterLoop loop) {
        if (isPending()) {
            loop.publish(MOST_PUBLISHED);
            answerThose(lane, loop);
        }
    }

    /** A lane has nothing of its own to offer any more. */
    void cannotAnswer(Lane lane) {
        if (isPending()) {
            answerThose(lane, null);
        }
    }

    /** Answers what has waited too long. */
    void watch(long now) {
        while (true) {
            Request late;
            synchronized (requests) {
                late = requests.peekFirst();
                if (late == null || now - late.since() < (isAnythingOnOffer() ? PATIENCE_NANOS : LAST_PATIENCE_NANOS)) {
                    return;
                }
                requests.removeFirst();
                isPending = !requests.isEmpty();
            }
            serve(late, null);
        }
    }

    private void answerThose(@Nullable Lane lane, @Nullable OuterLoop loop) {
        List<Request> due = new ArrayList<>();
        synchronized (requests) {
            for (Iterator<Request> at = requests.iterator(); at.hasNext(); ) {
                Request request = at.next();
                if (lane != null) {
                    request.asked().remove(lane);
                }
                if (request.asked().isEmpty()) {
                    due.add(request);
                    at.remove();
                }
            }
            isPending = !requests.isEmpty();
        }
        for (Request request : due) {
            serve(request, loop);
        }
    }

    private boolean isAnythingOnOffer() {
        for (Deque<Published> lane : kernel.onOffer()) {
            for (Published entry : lane) {
                if (isGivable(entry)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Nobody waits for answers any more. */
    void close() {
        synchronized (requests) {
            requests.clear();
            isPending = false;
        }
    }

    private void serve(Request request, @Nullable OuterLoop loop) {
        List<LeaseId> unstarted = new ArrayList<>();
        List<GivenChild<Object>> children = new ArrayList<>();
        try {
            giveUnstarted(request.count(), unstarted);
            int wanted = request.count() - unstarted.size();
            if (wanted > 0) {
                giveChildren(wanted, loop, children);
            }
        } finally {
            kernel.listener.gave(children, unstarted);
        }
    }

    private void giveUnstarted(int count, List<LeaseId> unstarted) {
        while (unstarted.size() < count && kernel.queued.size() > kernel.lanes().size()) {
            LeaseRun lease = kernel.queued.pollLast();
            if (lease == null) {
                return;
            }
            if (lease.isTraced()) {
                kernel.queued.addLast(lease);
                return;
            }
            kernel.giveBack(lease);
            unstarted.add(lease.id());
        }
    }

    private void giveChildren(int wanted, @Nullable OuterLoop loop, List<GivenChild<Object>> children) {
        long now = System.nanoTime();
        PriorityQueue<Published> frames = new PriorityQueue<>(
                Comparator.comparingLong(Published::childWeight).reversed().thenComparingInt(entry -> entry.depth));
        boolean isFresh = false;
        int open = 0;
        for (Deque<Published> lane : kernel.onOffer()) {
            for (Published entry : lane) {
                if (isGivable(entry)) {
                    frames.add(entry);
                    open += entry.frame.open();
                    isFresh |= !entry.lease.gaveAway && now - entry.lease.startedNanos < FRESH_NANOS;
                }
            }
        }
        int share = SHARE_PER_LANE * Math.max(1, kernel.lanes().size());
        int enough = wanted + (isFresh ? share : wanted);
        List<Piece> whole = new ArrayList<>();
        while (loop != null && open < enough && !frames.isEmpty() && System.nanoTime() - now < EXPANDING_NANOS) {
            Published top = frames.remove();
            Piece child = claim(top);
            if (child == null) {
                continue;
            }
            frames.add(top);
            open += expand(loop, child, whole, frames);
            if (whole.size() >= enough) {
                break;
            }
        }
        int half = (open + 1) / 2;
        int most = Math.min(wanted, isFresh ? Math.max(half, open - share) : half);
        for (Piece piece : whole) {
            if (children.size() >= most || !give(piece, children)) {
                kernel.offer(piece);
            }
        }
        while (children.size() < most && !frames.isEmpty()) {
            Published top = frames.remove();
            Piece child = claim(top);
            if (child != null) {
                frames.add(top);
                if (!give(child, children)) {
                    kernel.offer(child);
                }
            }
        }
    }

    private boolean isGivable(Published entry) {
        return !entry.lease.isOver()
                && !entry.lease.isTraced()
                && entry.frame.isOpen()
                && isWorthSending(entry.depth + 1)
                && entry.depth - entry.lease.assignment.depth() < LONGEST_PATH;
    }

    /** Whether a subproblem at this depth is not known to cost less than its way to another node. */
    private boolean isWorthSending(int depth) {
        DepthTimes times = kernel.divided;
        return times.samples(depth) < 8 || times.mean(depth) >= WORTH_NANOS || times.longest(depth) >= 10 * WORTH_NANOS;
    }

    /** A child to give away, or null if the frame has none. What lies on the way to known children stays here. */
    private @Nullable Piece claim(Published entry) {
        int index = entry.frame.claim();
        while (index >= 0 && entry.frame instanceof KnownFrame known && known.under(index) != null) {
            kernel.offer(Piece.ofChild(entry, index));
            index = entry.frame.claim();
        }
        return index < 0 ? null : Piece.ofChild(entry, index);
    }

    /** Divides a child. Returns by how much the number of open children grew. */
    private int expand(OuterLoop loop, Piece child, List<Piece> whole, PriorityQueue<Published> frames) {
        Object problem = loop.problemOf(child);
        if (problem == null) {
            return -1;
        }
        Published divided = isWorthSending(child.depth() + 1) ? loop.expand(child, problem) : null;
        if (child.lease().isOver()) {
            return -1;
        }
        if (divided == null) {
            whole.add(child.with(problem));
            return 0;
        }
        kernel.offer(divided);
        frames.add(divided);
        return divided.frame.count - 1;
    }

    private boolean give(Piece piece, List<GivenChild<Object>> children) {
        LeaseRun lease = piece.lease();
        Frame parent = piece.parent();
        if (parent == null || lease.isOver()) {
            return false;
        }
        Object problem;
        try {
            problem = piece.problem() == null ? Piece.problemOf(parent, piece.index()) : piece.problem();
        } catch (UserFailure failure) {
            Path path = parent.path();
            kernel.fail(lease, path, failure.at(path));
            return false;
        }
        Path path = parent.pathTo(piece.index());
        Awaited result = kernel.expect(lease, lease.id().key().descendant(path));
        result.bind(parent, piece.index());
        lease.gaveAway = true;
        children.add(new GivenChild<>(lease.id(), path, piece.weight(), problem));
        return true;
    }
}
