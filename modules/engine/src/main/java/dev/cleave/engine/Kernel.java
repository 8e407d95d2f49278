package dev.cleave.engine;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the lanes of one engine share: leases, frames on offer, results on their way, and what was learnt. */
final class Kernel {

    private static final long STATUS_NANOS = 1_000_000;
    private static final long STUCK_NANOS = 1_000_000_000;

    final DivideAndConquer<Object, Object> program;
    final EngineSettings<Object> settings;
    final EngineListener<Object, Object> listener;
    final Granularity granularity = new Granularity();
    final DepthTimes divided = new DepthTimes();
    final @Nullable SolverPoint point;
    final LongAdder captures = new LongAdder();
    final Giving giving = new Giving(this);

    /** Stands for a lease where there is none. */
    final LeaseRun nothing;

    final Deque<LeaseRun> queued = new ConcurrentLinkedDeque<>();

    private final Map<PathKey, LeaseRun> leases = new ConcurrentHashMap<>();
    private final Map<PathKey, Awaited> awaited = new ConcurrentHashMap<>();
    private final Offers offers = new Offers();
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final List<Lane> leavers = new CopyOnWriteArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong leftBusyNanos = new AtomicLong();
    private final AtomicLong lastStatus = new AtomicLong(System.nanoTime() - STATUS_NANOS);
    private final Watchdog watchdog;
    private final Object sizeGuard = new Object();
    private int named;
    private volatile boolean statusDue;
    private volatile boolean closed;

    Kernel(
            DivideAndConquer<Object, Object> program,
            EngineSettings<Object> settings,
            EngineListener<Object, Object> listener,
            BestKnown best) {
        this.settings = settings;
        this.listener = new Shield(listener);
        this.program = Searching.of(program, best, this.listener);
        this.point = SolverPoint.of(this.program, divided);
        this.nothing = new LeaseRun(
                new Assignment<>(new LeaseId(PathKey.ROOT, 0), 0, 0, "nothing", List.of(), Lease.Care.NORMAL));
        this.watchdog = new Watchdog(this, settings.threadPrefix() + "-watchdog");
        watchdog.thread.start();
        resize(settings.lanes());
    }

    // ---- leases ----

    void run(Assignment<Object> assignment) {
        if (closed) {
            return;
        }
        LeaseRun lease = new LeaseRun(assignment);
        LeaseRun older = leases.put(assignment.id().key(), lease);
        if (older != null) {
            end(older, true);
        }
        for (KnownChild child : assignment.known()) {
            KnownTree end = lease.knownAt(child.path());
            end.await(expect(lease, assignment.id().key().descendant(child.path())));
        }
        queued.add(lease);
        wakeIdle();
    }

    /** A result under a lease will come from elsewhere. */
    Awaited expect(LeaseRun lease, PathKey key) {
        Awaited result = new Awaited(lease, key);
        lease.awaited.add(result);
        awaited.put(key, result);
        if (lease.isOver()) {
            awaited.remove(key, result);
        }
        return result;
    }

    void deliver(PathKey key, @Nullable Object result, Measured measured) {
        Awaited place = awaited.remove(key);
        if (place == null) {
            return;
        }
        place.lease.awaited.remove(place);
        Frame complete = place.arrive(result, measured);
        if (complete != null) {
            offer(new Work.Ready(place.lease, complete));
        }
    }

    /** Puts a claimed piece on offer to all lanes. */
    void offer(Piece piece) {
        offers.add(piece);
        wakeIdle();
    }

    /** A frame is complete and waits to be combined; not to be left lying. */
    private void offer(Work.Ready complete) {
        offers.add(complete);
        if (!wakeIdle()) {
            for (Lane lane : lanes) {
                lane.signal(Lane.TICK);
            }
        }
    }

    /** Forgets a lease that is not started. */
    void giveBack(LeaseRun lease) {
        end(lease, false);
    }

    void drop(LeaseId id) {
        LeaseRun lease = leases.get(id.key());
        if (lease != null && lease.id().equals(id)) {
            end(lease, true);
        }
    }

    void fail(LeaseRun lease, Path path, JobFailure failure) {
        if (end(lease, true)) {
            listener.failed(lease.id(), path, failure);
        }
    }

    void finish(LeaseRun lease, @Nullable Object result, Measured measured) {
        if (end(lease, false)) {
            listener.finished(lease.id(), result, measured);
        }
    }

    /** Forgets a lease wherever it is known. Returns whether it was still alive. */
    private boolean end(LeaseRun lease, boolean mayRunUserCode) {
        if (!lease.end()) {
            return false;
        }
        leases.remove(lease.id().key(), lease);
        queued.remove(lease);
        // Read only now that the lease is over: whoever adds one later sees that and takes it back.
        for (Awaited result : lease.awaited) {
            awaited.remove(result.key, result);
        }
        lease.awaited.clear();
        offers.forget(lease);
        for (Collection<Lane> some : List.of(lanes, leavers)) {
            for (Lane lane : some) {
                lane.open.removeIf(entry -> entry.lease == lease);
                if (mayRunUserCode && lane.current() == lease && lane.thread != Thread.currentThread()) {
                    lane.signal(Lane.STOP);
                    lane.interrupt(lease);
                }
            }
        }
        return true;
    }

    /** Whether anything of a lease is kept outside of the lanes. */
    boolean isKnown(LeaseRun lease) {
        return leases.containsValue(lease)
                || queued.contains(lease)
                || awaited.values().stream().anyMatch(result -> result.lease == lease)
                || offers.knows(lease);
    }

    // ---- work for lanes ----

    /** Something to do, or null. */
    @Nullable
    Work find(Lane lane) {
        Work next = offers.find(lane);
        if (next == null) {
            next = start(lane);
        }
        for (Lane other : lanes) {
            if (next != null) {
                return next;
            }
            if (other != lane) {
                next = Offers.claimFrom(other.open, lane);
            }
        }
        return next;
    }

    private @Nullable Piece start(Lane lane) {
        LeaseRun lease = queued.poll();
        if (lease == null) {
            return null;
        }
        lease.mayHold(lane);
        lease.startedNanos = System.nanoTime();
        lease.started = true;
        lane.begins();
        listener.started(lease.id());
        if (queued.size() < lanes.size()) {
            statusChanged();
        }
        Assignment<Object> whole = lease.assignment;
        return new Piece(lease, null, 0, whole.problem(), whole.depth(), whole.weight(), null);
    }

    /** All frames on offer, by lane. */
    List<Deque<Published>> onOffer() {
        return offers.frames(lanes);
    }

    /** Puts frames without an owner on offer. */
    void offer(Published entry) {
        offers.add(entry);
        wakeIdle();
    }

    /** Asks the lane with the most to give for frames. */
    void askForWork(Lane hungry) {
        long now = System.nanoTime();
        Lane best = null;
        long most = -1;
        for (Lane lane : lanes) {
            LeaseRun lease = lane.current();
            if (lane == hungry || lease == null || lease.isTraced()) {
                continue;
            }
            if (lane.isOverdue(now)) {
                granularity.relapse();
                lane.answered(0, now);
            }
            if (!lane.mayBeAsked(now)) {
                continue;
            }
            long weight = Math.max(0, lane.pieceWeight()) / 2 + (lane.openUnpublished() > 0 ? 1L << 61 : 0);
            if (weight > most) {
                most = weight;
                best = lane;
            }
        }
        if (best != null) {
            best.ask(now);
        }
    }

    /** Returns whether there was an idle lane. */
    boolean wakeIdle() {
        boolean any = false;
        for (Lane lane : lanes) {
            any |= lane.wakeIfIdle();
        }
        return any;
    }

    // ---- lanes ----

    boolean isAnyBusy() {
        return busy.get() > 0;
    }

    void laneBusy(Lane lane) {
        if (busy.getAndIncrement() == 0) {
            wakeIdle();
            watchdog.wake();
        }
        giving.begins(lane);
    }

    void laneFree(Lane lane) {
        busy.decrementAndGet();
        giving.cannotAnswer(lane);
    }

    void laneDry(Lane lane) {
        statusChanged();
    }

    void laneLeft(Lane lane) {
        leftBusyNanos.addAndGet(lane.busyNanos(System.nanoTime()));
        leavers.remove(lane);
        lanes.remove(lane);
        Published entry = lane.open.pollFirst();
        while (entry != null) {
            offer(entry);
            entry = lane.open.pollFirst();
        }
        wakeIdle();
    }

    void laneDied(Lane lane, Throwable fatal) {
        laneLeft(lane);
        listener.laneDied(fatal);
    }

    void resize(int wanted) {
        synchronized (sizeGuard) {
            if (closed) {
                return;
            }
            while (lanes.size() > wanted) {
                Lane last = lanes.get(lanes.size() - 1);
                leavers.add(last);
                lanes.remove(last);
                last.leave();
            }
            while (lanes.size() < wanted) {
                Lane lane = new Lane(this, settings.threadPrefix() + "-" + ++named);
                lanes.add(lane);
                lane.thread.start();
            }
        }
    }

    /** Leaves a lane behind that does not come back from user code of a lease that is over. */
    private void replace(Lane stuck) {
        synchronized (sizeGuard) {
            int size = lanes.size();
            if (!closed && lanes.remove(stuck)) {
                leavers.add(stuck);
                stuck.leave();
                resize(size);
            }
        }
    }

    List<Lane> lanes() {
        return lanes;
    }

    // ---- watching ----

    /** Whether something is pending that the watchdog has to see to soon. */
    boolean isWaitedFor() {
        return statusDue || giving.isPending();
    }

    /** How long a stretch may last by now: a small part of the time that its lease has run, the shortest of all lanes. */
    long longestStretchNanos(long now) {
        long longest = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            LeaseRun lease = lane.current();
            if (lease != null) {
                longest = Math.min(longest, longestStretchNanos(lease, now));
            }
        }
        return longest;
    }

    private static long longestStretchNanos(LeaseRun lease, long now) {
        return Math.max(2_000_000, (now - lease.startedNanos) / 256);
    }

    void wakeWatchdog() {
        watchdog.wake();
    }

    void watch(long now) {
        for (Lane lane : lanes) {
            long since = lane.stretchStart();
            LeaseRun lease = lane.current();
            if (since != 0 && lease != null) {
                if (now - since > longestStretchNanos(lease, now)) {
                    lane.signal(Lane.TICK);
                }
            }
        }
        for (Lane lane : lanes) {
            LeaseRun lease = lane.current();
            if (lease != null && lease.isOver() && now - lease.overNanos > STUCK_NANOS) {
                replace(lane);
            }
        }
        if (offers.hasReady()) {
            wakeIdle();
        }
        giving.watch(now);
        if (statusDue) {
            statusChanged();
        }
    }

    /** A frame that waits to be combined, or null. */
    Work.@Nullable Ready takeReady() {
        return offers.takeReady();
    }

    private void statusChanged() {
        long now = System.nanoTime();
        long last = lastStatus.get();
        if (now - last >= STATUS_NANOS && lastStatus.compareAndSet(last, now)) {
            statusDue = false;
            listener.statusChanged();
        } else if (!statusDue) {
            statusDue = true;
            watchdog.wake();
        }
    }

    EngineStatus status() {
        long now = System.nanoTime();
        int working = 0;
        int pieces = 0;
        long nanos = leftBusyNanos.get();
        for (Deque<Published> open : onOffer()) {
            for (Published entry : open) {
                pieces += entry.frame.open();
            }
        }
        for (Lane lane : lanes) {
            working += lane.isBusy() ? 1 : 0;
            nanos += lane.busyNanos(now);
            pieces += lane.openUnpublished();
        }
        pieces = (int) Math.ceil(pieces * giving.worthyShare());
        for (Lane lane : lanes) {
            long since = lane.stretchStart();
            pieces += since != 0 && now - since > 1_000_000 ? 2 : 0;
        }
        List<EngineStatus.LeaseWeight> weights = new ArrayList<>();
        for (LeaseRun lease : leases.values()) {
            if (lease.started) {
                weights.add(new EngineStatus.LeaseWeight(lease.id(), lease.finishedWeight()));
            }
        }
        return new EngineStatus(
                lanes.size(), working, queued.size(), Math.max(0, pieces), nanos, captures.sum(), weights);
    }

    void takeCheckpoint() {
        List<FinishedUnder<Object, Object>> parts = new ArrayList<>();
        for (LeaseRun lease : leases.values()) {
            List<FinishedPiece<Object, Object>> finished = lease.takeFinished();
            if (!finished.isEmpty()) {
                parts.add(new FinishedUnder<>(lease.id(), finished));
            }
        }
        listener.checkpoint(parts);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        List<Lane> all;
        synchronized (sizeGuard) {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(lanes);
            all.addAll(leavers);
        }
        for (LeaseRun lease : new ArrayList<>(leases.values())) {
            end(lease, true);
        }
        giving.close();
        watchdog.thread.interrupt();
        for (Lane lane : all) {
            lane.leave();
        }
        long until = System.nanoTime() + 500_000_000;
        boolean interrupted = false;
        for (Lane lane : all) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (lane.thread != Thread.currentThread() && left > 0) {
                try {
                    lane.thread.join(left);
                } catch (InterruptedException again) {
                    interrupted = true;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
