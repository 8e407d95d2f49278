package dev.cleave.engine;

import dev.cleave.core.path.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Selects the children that are given away: those of the oldest frames, divided further while they are too few.
 *
 * <p>In some trees nobody can say what a child is worth: most are leaves, and a few hold nearly all of the tree. Unless
 * measured times tell that children of some depth are alike, one is tried before it is given: it is run for a fraction of
 * a millisecond. Most are done by then, which had to be done anyway; the rest is worth sending, since the time already
 * spent is the best guess at the time still to come. What was begun of those is thrown away. Trying needs a lane that
 * runs stretches; where steps are long, children are given as they are.
 *
 * <p>One lane or the watchdog selects at a time for one request; several may at once for several.
 */
final class Selection {

    private static final int LONGEST_PATH = 16_384;
    private static final long FRESH_NANOS = 100_000_000;
    private static final long EXPANDING_NANOS = 5_000_000;
    private static final long WORTH_NANOS = 100_000;
    private static final int SHARE_PER_LANE = 4;

    private static final long TRYING_NANOS = 8_000_000;
    private static final long TRIED_NANOS = 600_000;
    private static final int LEAST_STEPS = 8;
    /** As many in a row that are worth sending say that the next are as well. */
    private static final int ENOUGH_TRIED = 8;

    private static final int REMEMBERED = 64;
    /** How often in a row nothing is given for want of a lane that could try. */
    private static final int MOST_BARREN = 5;

    private final Kernel kernel;
    private volatile double worthyShare = 1;
    private volatile int barren;
    private volatile long worthNanos = WORTH_NANOS;

    Selection(Kernel kernel) {
        this.kernel = kernel;
    }

    /** What is known to take less time is not worth sending, as whoever asked last says. */
    void leastNanos(long nanos) {
        worthNanos = Math.max(WORTH_NANOS, nanos);
    }

    /** What part of the open children is worth sending, as far as they were tried. */
    double worthyShare() {
        return worthyShare;
    }

    boolean isAnythingOnOffer() {
        for (Deque<Published> lane : kernel.onOffer()) {
            for (Published entry : lane) {
                if (isGivable(entry)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Gives children away.
     *
     * @param wanted how many at most
     * @param loop of the lane that does it; null if no lane does
     * @param children where they go
     */
    void give(int wanted, @Nullable OuterLoop loop, List<GivenChild<Object>> children) {
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
        Trial trial = new Trial(loop, half);
        for (Piece piece : whole) {
            if (children.size() < most) {
                giveIfWorthy(piece, trial, children);
            } else {
                kernel.offer(piece);
            }
        }
        while (children.size() < most && !frames.isEmpty() && !trial.isOver()) {
            Published top = frames.remove();
            if (!trial.canJudge(top.depth + 1) && barren < MOST_BARREN) {
                continue;
            }
            Piece child = claim(top);
            if (child != null) {
                frames.add(top);
                giveIfWorthy(child, trial, children);
            }
        }
        barren = children.isEmpty() ? barren + 1 : 0;
    }

    private void giveIfWorthy(Piece child, Trial trial, List<GivenChild<Object>> children) {
        Piece worthy = trial.isDue(child.depth()) ? trial.of(child) : child;
        if (worthy != null && !give(worthy, children)) {
            kernel.offer(worthy);
        }
    }

    /** The trying of children for one request. */
    private final class Trial {

        private final @Nullable OuterLoop loop;
        private final long steps = Math.max(LEAST_STEPS, kernel.granularity.stepsIn(TRIED_NANOS));
        private final long until = System.nanoTime() + TRYING_NANOS;
        private int left;
        private int worthyInARow;

        Trial(@Nullable OuterLoop loop, int most) {
            this.loop = loop;
            this.left = most;
        }

        /** Whether it has cost enough. */
        boolean isOver() {
            return left == 0 || worthyInARow < ENOUGH_TRIED && System.nanoTime() > until;
        }

        /** Whether there is an answer to what a child of this depth is worth. */
        boolean canJudge(int depth) {
            return loop != null && loop.mayTry() || !kernel.granularity.isFine() || kernel.divided.areAlike(depth);
        }

        /** Whether a child of this depth should be tried before it is given. */
        boolean isDue(int depth) {
            return loop != null && worthyInARow < ENOUGH_TRIED && loop.mayTry() && !kernel.divided.areAlike(depth);
        }

        /** The child, if it is not done after so many steps; null if it is, or its lease is over. */
        @Nullable
        Piece of(Piece child) {
            OuterLoop lane = loop;
            Object problem = lane == null ? null : lane.unfolding().problemOf(child);
            if (lane == null || problem == null) {
                return null;
            }
            boolean isDone = lane.isDoneWithin(child, problem, steps);
            left--;
            worthyInARow = isDone ? 0 : worthyInARow + 1;
            worthyShare += ((isDone ? 0 : 1) - worthyShare) / REMEMBERED;
            return isDone ? null : child.with(problem);
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
        return isWorthSending(kernel.divided, depth, worthNanos);
    }

    static boolean isWorthSending(DepthTimes times, int depth, long worthNanos) {
        return times.samples(depth) < 8
                || times.mean(depth) >= worthNanos
                || times.longest(depth) >= 10 * worthNanos
                || times.areUneven(depth);
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
        Object problem = loop.unfolding().problemOf(child);
        if (problem == null) {
            return -1;
        }
        Published divided = isWorthSending(child.depth() + 1) ? loop.unfolding().expand(child, problem) : null;
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
