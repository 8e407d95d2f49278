package dev.cleave.engine;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does with a piece of work, around the plain recursion.
 *
 * <p><b>What it does.</b> A problem is entered in one of three ways: as a stretch of plain recursion ({@link Recursion}),
 * as a call of the program's sequential solver, or as a single step that becomes a {@link Frame}. A stretch that is cut
 * off (somebody wants work, the lane has to leave, the stack is deep, a timer) has unwound its Java stack into frames; they go
 * on the lane's own stack of frames, and the loop goes on from the youngest: start its next child, take the result, and
 * when all are there combine and carry the value to the frame below. So only this loop differs after a cut; each child
 * is plain recursion again, and nothing of it costs anything per node.
 *
 * <p><b>Why several lanes do not disturb each other.</b> A frame is private until it is published, oldest first. From
 * then on its children are claimed with one atomic step, by the owner like by others, and {@code pending} counts what
 * is missing: children not yet claimed, the one that the owner has in progress, and a token of the owner. The token is
 * why a frame cannot be completed under its owner's feet while the owner works above it. When the owner comes to a
 * frame whose children are all claimed but not all done, it gives its whole stack away: first every frame is made fit
 * for others, then the tokens are released from the oldest to the youngest. Below the youngest each frame still waits
 * for its child above, so only the youngest can turn out complete at that moment, and exactly one thread, the one whose
 * decrement reaches zero, combines it and carries the value upward, frame by frame, in {@link #carryUp}. Nobody waits.
 * Leaving (a pause, fewer lanes) is the same act: publish all, give all away. A result from another node is delivered
 * like any other; if it completes a frame, a lane is asked to combine, since user code runs on lanes only.
 *
 * <p><b>Why a long call does not hold up others.</b> While steps are long, or not yet known to be short
 * ({@link Granularity}), everything that is held is published before user code is entered. The sequential solver is
 * called inside stretches only where it is known to be short ({@link SolverPoint}); elsewhere its siblings are published
 * before. So a lane is wrong by one child at most.
 *
 * <p><b>What was tried.</b> A task object or a counter per node costs three to five times the recursion of fib; a frame
 * per node still two to three times. Publishing the youngest frame when its one open child is all the work there is made
 * two lanes pass a chain to and fro, each time giving a whole stack away. Two clock readings per child of the outer loop
 * are cheap beside a stretch, but not beside a million empty base cases under one root: hence batches of children that
 * turn out short. One class for all programs' recursions makes their calls megamorphic: hence {@link Specialised}. Timing
 * a stretch as serial time overstates the span by whole jobs on one lane; cutting long stretches off from time to time
 * ({@link Watchdog}) keeps it near the truth.
 */
final class OuterLoop {

    /** How many levels a stretch may go down before its stack becomes frames. */
    private static final int STRETCH_LEVELS = 400;

    private static final long SHORT_CHILD_NANOS = 2_000;
    private static final long BATCH_NANOS = 50_000;
    private static final int LEAST_BATCH = 16;
    private static final int MOST_BATCH = 1 << 14;
    private static final int MOST_PUBLISHED = 64;
    private static final long SOON_NANOS = 1_000_000;

    private final Kernel kernel;
    private final Lane lane;
    private final @Nullable SolverPoint point;
    private final Captured captured = new Captured();
    private final Stretch stretch;
    private final LaneFrames frames;
    private final UserCode code;
    private final Unfolding unfolding;

    private LeaseRun lease;
    private volatile long pieceWeight;

    /** How many frames to publish at the next request; how many children to run at once, if they are short. */
    private int burst = 1;

    private long lastPublishing;
    /** The processor time at the start of the stretch, if it is asked for. */
    private long stamp;

    private int batch = LEAST_BATCH;
    private boolean isShort;

    OuterLoop(Kernel kernel, Lane lane) {
        this.kernel = kernel;
        this.lane = lane;
        this.point = kernel.point;
        this.stretch = Specialised.forProgram(kernel.program, point == null ? null : point.solver(), point, captured);
        this.frames = new LaneFrames(kernel, lane);
        this.code = new UserCode(kernel);
        this.unfolding = new Unfolding(kernel, frames, code);
        this.lease = kernel.nothing;
    }

    /** Brings the lane up from its recursion. From any thread. */
    void raise() {
        stretch.raise();
    }

    int openUnpublished() {
        return frames.openUnpublished();
    }

    long pieceWeight() {
        return pieceWeight;
    }

    /** For children of frames on offer. */
    Unfolding unfolding() {
        return unfolding;
    }

    /** Shows the oldest frames to others. Between two children. */
    void publish(int most) {
        frames.publish(most, 0);
    }

    /** Works something off, as far as this lane can. */
    void work(Work next) {
        lease = next.lease();
        code.begin(lease);
        try {
            if (lease.isOver()) {
                return;
            }
            if (next instanceof Work.Ready ready) {
                carryUp(ready.frame());
                return;
            }
            Piece piece = (Piece) next;
            while (piece != null) {
                solve(piece);
                piece = another(piece);
            }
        } catch (UserFailure failure) {
            code.fail(failure);
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (RuntimeException | Error wrong) {
            kernel.fail(lease, Path.EMPTY, JobFailure.of(Code.INTERNAL, Path.EMPTY.toString(), wrong));
        } finally {
            clear();
        }
    }

    private void clear() {
        lane.stretchFrom(0);
        frames.clear();
        captured.clear();
        code.clear();
        pieceWeight = 0;
        if (lease.isOver()) {
            LeaseRun ended = lease;
            lane.open.removeIf(entry -> entry.lease == ended);
        }
        lease = kernel.nothing;
    }

    /** One more of where the last one came from: for many short ones, cheaper than looking around. */
    private @Nullable Piece another(Piece last) {
        Published from = last.from();
        if (from == null || !frames.isEmpty() || lane.isSignalled() || lane.isLeaving() || lease.isOver()) {
            return null;
        }
        int index = from.frame.claim();
        return index < 0 ? null : Piece.ofChild(from, index);
    }

    private void solve(Piece piece) {
        frames.begin(lease, piece.depth());
        pieceWeight = piece.weight();
        int index = piece.index();
        Object value = enter(piece.parent(), index, piece.problem(), piece.depth(), piece.weight());
        while (true) {
            if (value != Stretch.SUSPENDED) {
                if (frames.isEmpty()) {
                    carryUp(piece.parent(), index, value);
                    return;
                }
                code.putInto(frames.top(), index, value);
            }
            if (lane.isSignalled() && !attend()) {
                return;
            }
            Frame top = frames.top();
            int depth = frames.topDepth();
            if (isShort && !top.isPublished() && top.next + 1 < top.count && mayRunStretches()) {
                runBatch(top, depth);
                value = Stretch.SUSPENDED;
                continue;
            }
            index = frames.claim(top);
            if (index >= 0) {
                value = enter(top, index, null, depth + 1, Weight.ofChild(top.weight, index, top.count));
            } else if (!top.isPublished() || top.isComplete()) {
                publishIfLong(1);
                index = top.index;
                value = code.combine(top, depth);
                frames.pop(top);
            } else {
                detach();
                return;
            }
        }
    }

    /** Begins a problem. Returns its value, or {@link Stretch#SUSPENDED} with one or more frames pushed. */
    private @Nullable Object enter(@Nullable Frame parent, int index, @Nullable Object given, int depth, long weight) {
        code.at(parent, -1);
        Object problem =
                given != null || parent == null ? Objects.requireNonNull(given) : Piece.problemOf(parent, index);
        code.at(parent, index);
        if (depth > kernel.settings.maxDepth()) {
            throw code.depthExceeded();
        }
        KnownTree way = parent == null ? lease.known : parent instanceof KnownFrame known ? known.under(index) : null;
        Object value;
        if (way != null) {
            value = step(parent, index, problem, depth, weight, way);
        } else {
            double hint = code.hint(point, problem);
            if (point != null && point.allows(hint, depth)) {
                if (!point.isKnownShort(hint, depth)) {
                    frames.publish(Integer.MAX_VALUE, 1);
                }
                value = code.solveSequentially(point, problem, depth, hint);
            } else if (mayRunStretches()) {
                value = runStretch(parent, index, problem, depth, weight);
            } else {
                value = step(parent, index, problem, depth, weight, null);
            }
        }
        isShort = value != Stretch.SUSPENDED && code.work() < SHORT_CHILD_NANOS;
        if (value != Stretch.SUSPENDED) {
            code.finished(parent, index, problem, value, depth, weight);
            lease.addFinished(weight);
        }
        return value;
    }

    private boolean mayRunStretches() {
        return kernel.granularity.isFine()
                && (point == null || point.isSettled())
                && !kernel.settings.profile()
                && !lease.isTraced();
    }

    /** What is held becomes claimable before user code that may take long. */
    private void publishIfLong(int inProgress) {
        if (!kernel.granularity.isFine()) {
            frames.publish(Integer.MAX_VALUE, inProgress);
        }
    }

    // ---- stretches ----

    private @Nullable Object runStretch(@Nullable Frame parent, int index, Object problem, int depth, long weight) {
        long before = beginStretch(depth);
        Object value = stretch.run(problem, depth);
        long steps = stretch.steps() - before;
        long elapsed = endStretch(steps);
        if (value == Stretch.SUSPENDED) {
            push(parent, index, weight, elapsed);
        } else {
            code.took(elapsed, steps);
        }
        return value;
    }

    /** Runs several short children of a frame that nobody else knows, for the price of one. */
    private void runBatch(Frame top, int depth) {
        code.at(top, -1);
        int from = top.next;
        long before = beginStretch(depth);
        Object value = stretch.runChildren(top, depth, (int) Math.min(top.count, (long) from + batch));
        long steps = stretch.steps() - before;
        long elapsed = endStretch(steps);
        boolean isCut = value == Stretch.SUSPENDED;
        frames.opened(from - top.next);
        lease.addFinished(top.weightOfFirst(isCut ? top.next - 1 : top.next) - top.weightOfFirst(from));
        if (isCut) {
            int index = top.next - 1;
            code.accountChildren(top, 0, steps - captured.stepsOfOldest());
            push(top, index, Weight.ofChild(top.weight, index, top.count), elapsed);
        } else {
            code.accountChildren(top, elapsed, steps);
        }
        boolean isQuick = !isCut && elapsed < BATCH_NANOS;
        batch = isQuick ? Math.min(batch * 2, MOST_BATCH) : LEAST_BATCH;
        isShort = isQuick || !isCut && elapsed < BATCH_NANOS * 4;
    }

    private long beginStretch(int depth) {
        if (point != null) {
            stretch.solverFrom(point.depth(), point.size());
        }
        stamp = kernel.granularity.stamp();
        lane.stretchFrom(code.clock());
        stretch.limitTo(depth + STRETCH_LEVELS);
        if (lane.isSignalled()) {
            stretch.raise();
        }
        return stretch.steps();
    }

    private long endStretch(long steps) {
        lane.stretchFrom(0);
        long elapsed = code.lap();
        kernel.granularity.stretch(elapsed, steps, ProcessorTime.since(stamp));
        return elapsed;
    }

    private void push(@Nullable Frame parent, int index, long weight, long elapsed) {
        frames.pushCaptured(captured, parent, index, weight, elapsed);
        if (frames.topDepth() > kernel.settings.maxDepth()) {
            code.at(frames.top(), -1);
            throw code.depthExceeded();
        }
    }

    // ---- single steps ----

    private @Nullable Object step(
            @Nullable Frame parent, int index, Object problem, int depth, long weight, @Nullable KnownTree way) {
        publishIfLong(1);
        Object value = code.step(parent, index, problem, depth, weight, way);
        if (!(value instanceof Frame frame)) {
            return value;
        }
        frames.push(frame);
        if (way != null) {
            frames.publishTop();
            useKnown(frame, way);
        }
        return Stretch.SUSPENDED;
    }

    /** Takes results that are known or will come. */
    private void useKnown(Frame frame, KnownTree way) {
        ToLongFunction<Object> digest = kernel.settings.problemDigest();
        for (Map.Entry<Integer, KnownTree> entry : way.children().entrySet()) {
            int index = entry.getKey();
            KnownChild known = entry.getValue().known();
            Awaited awaited = entry.getValue().awaited();
            if (known != null && awaited != null) {
                code.at(frame, index);
                if (digest != null
                        && known.problemDigest() != 0
                        && digest.applyAsLong(Piece.problemOf(frame, index)) != known.problemDigest()) {
                    throw UserCode.changed("another problem", "the same as the first time");
                }
                awaited.bind(frame, index);
            }
        }
    }

    // ---- upward ----

    /** Delivers a value to a frame that is not on this lane's stack, and goes on upward while frames are complete. */
    private void carryUp(@Nullable Frame to, int index, @Nullable Object value) {
        Frame parent = to;
        int child = index;
        Object carried = value;
        while (parent != null) {
            if (!code.deliverTo(parent, child, carried) || lease.isOver()) {
                return;
            }
            carried = code.combine(parent, -1);
            child = parent.index;
            parent = parent.parent;
        }
        kernel.finish(lease, carried, code.measured());
    }

    private void carryUp(Frame complete) {
        Object value = code.combine(complete, -1);
        carryUp(complete.parent, complete.index, value);
    }

    private void detach() {
        Frame complete = frames.detach();
        if (complete != null) {
            carryUp(complete);
        }
    }

    // ---- what others want ----

    /** Looks at what others want. Returns whether to go on. */
    private boolean attend() {
        int signals = lane.takeSignals();
        if (lease.isOver()) {
            return false;
        }
        if (lane.isLeaving()) {
            detach();
            return false;
        }
        if ((signals & Lane.WANTED) != 0) {
            long now = System.nanoTime();
            burst = now - lastPublishing < SOON_NANOS ? Math.min(burst * 2, MOST_PUBLISHED) : 1;
            lastPublishing = now;
            lane.answered(frames.publish(burst, 0), now);
        }
        if ((signals & Lane.GIVE) != 0) {
            kernel.giving.answer(lane, this);
        }
        Work.Ready ready = kernel.takeReady();
        while (ready != null) {
            workAside(ready);
            ready = kernel.takeReady();
        }
        code.begin(lease);
        return !lease.isOver();
    }

    /** Works off something that should not wait, while the stack stays as it is. */
    private void workAside(Work.Ready ready) {
        if (ready.lease().isOver()) {
            return;
        }
        publishIfLong(0);
        LeaseRun mine = lease;
        lease = ready.lease();
        code.begin(lease);
        try {
            carryUp(ready.frame());
        } catch (UserFailure failure) {
            code.fail(failure);
        } finally {
            lease = mine;
        }
    }

    /** Whether children may be tried now. */
    boolean mayTry() {
        return mayRunStretches() && point == null;
    }

    /**
     * Tries a child of a frame on offer. If it turns out to be small, that was all of it, and its frame has its result;
     * if not, nothing of it is kept, and it is as it was.
     *
     * @param steps how many problems a small one has at most
     * @return whether it is done, or its lease over
     */
    boolean isDoneWithin(Piece child, Object problem, long steps) {
        Frame parent = Objects.requireNonNull(child.parent());
        LeaseRun mine = lease;
        lease = child.lease();
        code.begin(lease);
        code.at(parent, child.index());
        try {
            if (child.depth() > kernel.settings.maxDepth()) {
                throw code.depthExceeded();
            }
            long before = stretch.steps();
            stretch.limitSteps(before + steps);
            // What others want waits until all children are tried, and must not make them all look large.
            stretch.limitTo(child.depth() + STRETCH_LEVELS);
            Object value = stretch.run(problem, child.depth());
            if (value == Stretch.SUSPENDED) {
                captured.clear();
                return false;
            }
            code.took(code.lap(), stretch.steps() - before);
            code.finished(parent, child.index(), problem, value, child.depth(), child.weight());
            lease.addFinished(child.weight());
            carryUp(parent, child.index(), value);
        } catch (UserFailure failure) {
            captured.clear();
            code.fail(failure);
        } finally {
            stretch.limitSteps(Long.MAX_VALUE);
            lease = mine;
        }
        return true;
    }
}
