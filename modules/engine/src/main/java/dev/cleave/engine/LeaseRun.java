package dev.cleave.engine;

import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A lease in an engine, from its arrival to its end. Used by all lanes. */
final class LeaseRun {

    /** A finished child of a frame that was not complete at the time. */
    private record Finished(
            Frame parent,
            int index,
            Object problem,
            @Nullable Object result,
            long weight,
            Measured measured) {}

    /** More finished children than this are not kept between two checkpoints. */
    private static final int MOST_KEPT = 4096;

    /** A child that took less work is not worth a place in a checkpoint. */
    private static final long LEAST_WORK_NANOS = 1_000_000;
    /** The longer the path, the more it costs to report and to keep; so much more work it must have taken for each level. */
    private static final long LEAST_WORK_PER_LEVEL_NANOS = 10_000;

    final Assignment<Object> assignment;
    final @Nullable KnownTree known;
    final Collection<Awaited> awaited = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean over = new AtomicBoolean();

    private final AtomicReference<@Nullable Lane> holder = new AtomicReference<>();

    private final AtomicLong finishedWeight = new AtomicLong();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger finishedCount = new AtomicInteger();

    /** When the lease ended; meaningless before. */
    volatile long overNanos;

    volatile long startedNanos;
    volatile boolean started;
    volatile boolean gaveAway;

    LeaseRun(Assignment<Object> assignment) {
        this.assignment = assignment;
        this.known = KnownTree.of(assignment.known());
    }

    LeaseId id() {
        return assignment.id();
    }

    boolean isTraced() {
        return assignment.care() == Lease.Care.TRACED;
    }

    /** The end of the way to a known child. */
    KnownTree knownAt(Path path) {
        return Objects.requireNonNull(known).at(path);
    }

    /** Whether a lane may run something of the lease now: any lane, unless each step is traced; then one at a time. */
    boolean mayHold(Lane lane) {
        return !isTraced() || holder.get() == lane || holder.compareAndSet(null, lane);
    }

    /** The lane does not run anything of the lease any more. */
    void letGo(Lane lane) {
        if (isTraced()) {
            holder.compareAndSet(lane, null);
        }
    }

    /** Whether the lease was finished, failed or dropped. */
    boolean isOver() {
        return over.get();
    }

    /** Ends the lease. Returns whether it had not ended before. */
    boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            overNanos = System.nanoTime();
            finished.clear();
        }
        return first;
    }

    void addFinished(long weight) {
        if (weight > 0) {
            finishedWeight.addAndGet(weight);
        }
    }

    long finishedWeight() {
        return finishedWeight.get();
    }

    /** Remembers a finished child for the next checkpoint, if it is worth it. */
    void keep(Frame parent, int index, Object problem, @Nullable Object result, long weight, Measured measured) {
        if (measured.workNanos() < LEAST_WORK_NANOS) {
            return;
        }
        if (finishedCount.incrementAndGet() > MOST_KEPT) {
            finishedCount.decrementAndGet();
            prune();
            return;
        }
        finished.add(new Finished(parent, index, problem, result, weight, measured));
        if (isOver()) {
            finished.clear();
        }
    }

    private void prune() {
        for (Iterator<Finished> at = finished.iterator(); at.hasNext(); ) {
            if (at.next().parent().isDone()) {
                at.remove();
                finishedCount.decrementAndGet();
            }
        }
    }

    private static boolean isWorthItsPath(Finished finished) {
        long more = finished.measured().workNanos() - LEAST_WORK_NANOS;
        return more >= LEAST_WORK_PER_LEVEL_NANOS * finished.parent().level();
    }

    /** What was finished since the last time, without what lies under something else that was. */
    List<FinishedPiece<Object, Object>> takeFinished() {
        List<Finished> polled = new ArrayList<>();
        Finished next = finished.poll();
        while (next != null) {
            finishedCount.decrementAndGet();
            polled.add(next);
            next = finished.poll();
        }
        // Looked at only now: what something polled lies under was done before that came.
        List<FinishedPiece<Object, Object>> taken = new ArrayList<>();
        for (Finished piece : polled) {
            if (!piece.parent().isDone() && isWorthItsPath(piece)) {
                taken.add(new FinishedPiece<>(
                        piece.parent().pathTo(piece.index()),
                        piece.weight(),
                        piece.problem(),
                        piece.result(),
                        piece.measured()));
            }
        }
        return taken;
    }
}
