package dev.cleave.engine;

import dev.cleave.core.lease.LeaseId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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

    private static final long PATIENCE_NANOS = 3_000_000;
    private static final long LAST_PATIENCE_NANOS = 20_000_000;
    private static final int MOST_PUBLISHED = 256;
    private static final long LONG_BUSY_NANOS = 20_000_000;

    private record Request(int count, long since, Set<Lane> asked) {}

    private final Kernel kernel;
    private final Deque<Request> requests = new ArrayDeque<>();
    private final Selection selection;
    private volatile boolean isPending;

    Giving(Kernel kernel) {
        this.kernel = kernel;
        this.selection = new Selection(kernel);
    }

    /** What part of the open children is worth sending, as far as is known. */
    double worthyShare() {
        return selection.worthyShare();
    }

    void ask(int count, long leastNanos) {
        selection.leastNanos(leastNanos);
        Request request = new Request(count, System.nanoTime(), new HashSet<>());
        synchronized (requests) {
            requests.add(request);
            isPending = true;
        }
        // A lane that begins from now on sees the request. Others are looked for in the order in which they begin:
        // a lane takes from the queue, has found something, runs it.
        boolean isStarting = !kernel.lanes().isEmpty() && (!kernel.queued.isEmpty() || isAnyLaneFinding());
        Set<Lane> busy = busyLanes();
        synchronized (requests) {
            request.asked().addAll(busy);
        }
        for (Lane lane : busy) {
            lane.signal(Lane.GIVE);
        }
        if (busy.isEmpty() && !isStarting) {
            answerThose(null, null);
        }
        kernel.wakeWatchdog();
    }

    boolean isPending() {
        return isPending;
    }

    private Set<Lane> busyLanes() {
        Set<Lane> busy = new HashSet<>();
        for (Lane lane : kernel.lanes()) {
            LeaseRun lease = lane.current();
            if (lease != null && !lease.isTraced()) {
                busy.add(lane);
            }
        }
        return busy;
    }

    private boolean isAnyLaneFinding() {
        for (Lane lane : kernel.lanes()) {
            if (lane.isFinding()) {
                return true;
            }
        }
        return false;
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
                if (late == null || now - late.since() < patienceNanos()) {
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
                if (request.asked().isEmpty() && (loop != null || !isALaneComing())) {
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

    /** Whether a lane is about to begin something, and will be able to answer in no time. */
    private boolean isALaneComing() {
        return kernel.granularity.isFine() && selection.isAnythingOnOffer();
    }

    private long patienceNanos() {
        boolean isOnOffer = selection.isAnythingOnOffer();
        return isOnOffer && !kernel.granularity.isFine() ? PATIENCE_NANOS : LAST_PATIENCE_NANOS;
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
                selection.give(wanted, loop, children);
            }
        } finally {
            kernel.listener.gave(children, unstarted);
        }
    }

    private void giveUnstarted(int count, List<LeaseId> unstarted) {
        int kept = lanesSoonFree();
        while (unstarted.size() < count && kernel.queued.size() > kept) {
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

    /**
     * How many lanes may want a lease of the queue before another node could run it. Where steps are long that is none
     * that has been inside the same piece for long: what has taken its time is likely to take as much again.
     */
    private int lanesSoonFree() {
        List<Lane> lanes = kernel.lanes();
        if (kernel.granularity.isFine()) {
            return lanes.size();
        }
        long now = System.nanoTime();
        int soon = 0;
        for (Lane lane : lanes) {
            if (!lane.isBusyFor(LONG_BUSY_NANOS, now)) {
                soon++;
            }
        }
        return soon;
    }
}
