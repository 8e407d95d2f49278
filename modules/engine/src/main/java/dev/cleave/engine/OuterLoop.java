package dev.cleave.engine;

import dev.cleave.api.Code;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.JobFailure;
import dev.cleave.api.SequentialSolver;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does with the frames on its stack: ESSAY
 */
final class OuterLoop {

    /** How many levels a stretch may go down before its stack becomes frames. */
    private static final int STRETCH_LEVELS = 400;

    private static final double NO_HINT = SequentialSolver.NO_HINT;
    private static final long SHORT_CHILD_NANOS = 2_000;
    private static final long BATCH_NANOS = 50_000;
    private static final int LEAST_BATCH = 16;
    private static final int MOST_BATCH = 1 << 14;

    private final Kernel kernel;
    private final Lane lane;
    private final DivideAndConquer<Object, Object> program;
    private final @Nullable SolverPoint point;
    private final Captured captured = new Captured();
    private final Stretch stretch;
    private final FrameStack stack = new FrameStack();

    private LeaseRun lease;
    private int baseDepth;
    private volatile long pieceWeight;

    /** Stack positions below this are published or have nothing open. */
    private int unpublishedFrom;

    private int burst = 1;
    private long lastPublishing;
    private int batch = LEAST_BATCH;
    private boolean shortChild;
    private int openOnStack;

    /** The last reading of the clock, and what the value in hand took. */
    private long clock;

    private long work;
    private long span;
    private long subproblems;

    /** Where user code runs: a frame, and which of its children (-1: the frame itself); null: the lease's top. */
    private @Nullable Frame place;

    private int placeChild;
    private int phase;

    OuterLoop(Kernel kernel, Lane lane) {
        this.kernel = kernel;
        this.lane = lane;
        this.program = kernel.program;
        this.point = kernel.point;
        this.stretch = Specialised.forProgram(program, point == null ? null : point.solver(), point, captured);
        this.lease = kernel.nothing;
    }

    void raise() {
        stretch.raise();
    }

    int openOnStack() {
        return openOnStack;
    }

    long pieceWeight() {
        return pieceWeight;
    }

    /** Works something off, as far as this lane can. */
    void work(Work next) {
        lease = next.lease();
        clock = System.nanoTime();
        try {
            if (lease.isOver()) {
                return;
            }
            if (next instanceof Work.Ready ready) {
                carryUp(ready.frame());
            } else {
                Piece piece = (Piece) next;
                while (piece != null) {
                    solve(piece);
                    piece = another(piece);
                }
            }
        } catch (UserFailure failure) {
            fail(failure);
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (RuntimeException | Error wrong) {
            kernel.fail(lease, Path.EMPTY, JobFailure.of(Code.INTERNAL, Path.EMPTY.toString(), wrong));
        } finally {
            lane.stretchFrom(0);
            clear();
        }
    }

    /** One more of where the last one came from: for many short ones, cheaper than looking around. */
    private @Nullable Piece another(Piece last) {
        Published from = last.from();
        if (from == null || stack.size() > 0 || lane.isSignalled() || lease.isOver()) {
            return null;
        }
        int index = from.frame.claim();
        return index < 0 ? null : Piece.ofChild(from, index);
    }

    private void clear() {
        if (stack.size() > 0) {
            stack.clear();
        }
        captured.clear();
        unpublishedFrom = 0;
        openOnStack = 0;
        pieceWeight = 0;
        place = null;
        if (lease.isOver()) {
            lane.open.removeIf(entry -> entry.lease == lease);
        }
        lease = kernel.nothing;
    }

    private void fail(UserFailure failure) {
        Frame at = place;
        Path here = at == null ? Path.EMPTY : placeChild < 0 ? at.path() : at.pathTo(placeChild);
        Path path = here.then(failure.way());
        kernel.fail(lease, path, failure.at(path));
    }

    private void solve(Piece piece) {
        Frame parent = piece.parent();
        baseDepth = piece.depth();
        pieceWeight = piece.weight();
        int index = piece.index();
        Object value = enter(parent, index, piece.problem(), piece.depth(), piece.weight());
        while (true) {
            if (value != Stretch.SUSPENDED) {
                if (stack.size() == 0) {
                    carryUp(parent, index, value);
                    return;
                }
                Frame below = stack.top();
                if (below.isPublished()) {
                    below.deliver(index, value, work, span, subproblems);
                } else {
                    below.put(index, value, work, span, subproblems);
                }
            }
            if (lane.isSignalled() && !attend()) {
                return;
            }
            Frame top = stack.top();
            int depth = baseDepth + stack.size() - 1;
            if (isBatchable(top)) {
                runBatch(top, depth);
                value = Stretch.SUSPENDED;
                continue;
            }
            index = claim(top);
            if (index >= 0) {
                value = enter(top, index, null, depth + 1, Weight.ofChild(top.weight, index, top.count));
            } else if (!top.isPublished() || top.isComplete()) {
                index = top.index;
                value = combine(top, depth);
                pop(top);
            } else {
                detach();
                return;
            }
        }
    }

    private int claim(Frame top) {
        if (top.isPublished()) {
            return top.claim();
        }
        int index = top.claimOwn();
        if (index >= 0) {
            openOnStack--;
        }
        return index;
    }

    /** Begins a problem. Returns its value, or {@link Stretch#SUSPENDED} with one or more frames pushed. */
    private @Nullable Object enter(@Nullable Frame parent, int index, @Nullable Object given, int depth, long weight) {
        place = parent;
        placeChild = -1;
        Object problem =
                given != null || parent == null ? Objects.requireNonNull(given) : Piece.problemOf(parent, index);
        placeChild = index;
        if (depth > kernel.settings.maxDepth()) {
            throw depthExceeded();
        }
        KnownTree way = parent == null ? lease.known : parent instanceof KnownFrame known ? known.under(index) : null;
        if (way != null) {
            return step(parent, index, problem, depth, weight, way);
        }
        double hint = hint(problem);
        Object value;
        if (point != null && point.allows(hint, depth)) {
            value = solveSequentially(point, problem, index, depth, hint);
        } else if (mayRunStretches()) {
            value = runStretch(parent, index, problem, depth, weight);
        } else {
            value = step(parent, index, problem, depth, weight, null);
        }
        if (value != Stretch.SUSPENDED) {
            finished(parent, index, problem, value, depth, weight, hint);
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

    private double hint(Object problem) {
        if (point == null) {
            return SequentialSolver.NO_HINT;
        }
        try {
            return point.solver().sizeHint(problem);
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_SOLVE_SEQUENTIALLY, 0);
        }
    }

    /** A subtree is done: what it took is worth knowing. */
    private void finished(
            @Nullable Frame parent,
            int index,
            Object problem,
            @Nullable Object value,
            int depth,
            long weight,
            double hint) {
        kernel.divided.note(depth, 1, work, work);
        if (point != null && !point.isSettled()) {
            point.noteDivided(hint, work);
        }
        if (parent != null && kernel.settings.checkpoints()) {
            lease.keep(parent, index, problem, value, weight, new Measured(work, span, subproblems + 1));
        }
    }

    private @Nullable Object solveSequentially(SolverPoint at, Object problem, int index, int depth, double hint) {
        if (!at.isKnownShort(hint, depth)) {
            publish(Integer.MAX_VALUE, 1);
        }
        trace(depth, index);
        Object value;
        try {
            value = at.solver().solveSequentially(problem);
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_SOLVE_SEQUENTIALLY, 0);
        }
        long elapsed = lap();
        at.noteOutside(depth, hint, elapsed);
        shortChild = elapsed < SHORT_CHILD_NANOS;
        took(elapsed, 0);
        return value;
    }

    private @Nullable Object runStretch(@Nullable Frame parent, int index, Object problem, int depth, long weight) {
        long steps = beginStretch(depth);
        Object value = stretch.run(problem, depth);
        steps = stretch.steps() - steps;
        long elapsed = endStretch(steps);
        if (value == Stretch.SUSPENDED) {
            shortChild = false;
            pushCaptured(parent, index, weight, elapsed, steps);
        } else {
            shortChild = elapsed < SHORT_CHILD_NANOS;
            took(elapsed, steps);
        }
        return value;
    }

    private boolean isBatchable(Frame top) {
        return shortChild && !top.isPublished() && top.next + 1 < top.count && mayRunStretches();
    }

    /** Runs several short children of a frame that nobody else knows, for the price of one. */
    private void runBatch(Frame top, int depth) {
        place = top;
        placeChild = -1;
        int from = top.next;
        long steps = beginStretch(depth);
        Object value = stretch.runChildren(top, depth, (int) Math.min(top.count, (long) from + batch));
        steps = stretch.steps() - steps;
        long elapsed = endStretch(steps);
        openOnStack -= top.next - from;
        int done = value == Stretch.SUSPENDED ? top.next - 1 : top.next;
        lease.addFinished(firstOf(top, done) - firstOf(top, from));
        if (value == Stretch.SUSPENDED) {
            shortChild = false;
            batch = LEAST_BATCH;
            int index = top.next - 1;
            dropClaimed(top);
            pushCaptured(top, index, Weight.ofChild(top.weight, index, top.count), elapsed, steps);
        } else {
            top.cost().addChild(elapsed, elapsed, steps);
            batch = elapsed < BATCH_NANOS ? Math.min(batch * 2, MOST_BATCH) : LEAST_BATCH;
            shortChild = elapsed < BATCH_NANOS * 4;
        }
    }

    private long beginStretch(int depth) {
        if (point != null) {
            stretch.solverFrom(point.depth(), point.size());
        }
        lane.stretchFrom(clock);
        stretch.limitTo(depth + STRETCH_LEVELS);
        if (lane.isSignalled()) {
            stretch.raise();
        }
        return stretch.steps();
    }

    private long endStretch(long steps) {
        lane.stretchFrom(0);
        long elapsed = lap();
        kernel.granularity.stretch(elapsed, steps);
        return elapsed;
    }

    /** Puts the frames of an unwound stretch on the stack. */
    private void pushCaptured(@Nullable Frame parent, int index, long weight, long elapsed, long steps) {
        kernel.captures.increment();
        Frame above = parent;
        int place = index;
        long part = weight;
        boolean isOldest = true;
        while (captured.count() > 0) {
            Frame frame = captured.takeOldest();
            int inProgress = frame.index;
            frame.parent = above;
            frame.index = place;
            frame.weight = part;
            if (isOldest) {
                // All that the stretch took, as if it had been serial: an upper bound of the span.
                frame.cost().serial += elapsed;
                frame.cost().subproblems += steps;
                isOldest = false;
            }
            lease.addFinished(firstOf(frame, inProgress < 0 ? frame.next : frame.next - 1));
            push(frame);
            above = frame;
            place = inProgress;
            part = inProgress < 0 ? 0 : Weight.ofChild(part, inProgress, frame.count);
        }
        if (baseDepth + stack.size() - 1 > kernel.settings.maxDepth()) {
            this.place = above;
            placeChild = -1;
            throw depthExceeded();
        }
    }

    /** One step as a frame of its own, measured by itself. */
    private @Nullable Object step(
            @Nullable Frame parent, int index, Object problem, int depth, long weight, @Nullable KnownTree way) {
        if (!kernel.granularity.isFine()) {
            publish(Integer.MAX_VALUE, 1);
        }
        trace(depth, index);
        phase = UserFailure.IN_IS_BASE_CASE;
        Object value;
        List<Object> children;
        try {
            if (program.isBaseCase(problem)) {
                phase = UserFailure.IN_SOLVE;
                children = null;
                value = program.solve(problem);
            } else {
                phase = UserFailure.IN_DIVIDE;
                children = program.divide(problem);
                if (children == null) {
                    throw UserFailure.nullFrom("null");
                }
                phase = UserFailure.IN_COMBINE;
                value = children.isEmpty() ? program.combine(problem, List.of()) : Stretch.SUSPENDED;
            }
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, phase, 0);
        }
        long elapsed = lap();
        kernel.granularity.step(elapsed);
        if (way != null && (children == null || way.lastIndex() >= children.size())) {
            throw changed(
                    "a base case or " + (children == null ? 0 : children.size()) + " children",
                    "child " + way.lastIndex() + ", as the first time");
        }
        if (value != Stretch.SUSPENDED || children == null) {
            shortChild = elapsed < SHORT_CHILD_NANOS;
            took(elapsed, 0);
            return value;
        }
        Frame frame = way == null
                ? new Frame(problem, children.size(), children, null, 0, index)
                : new KnownFrame(problem, children, index, way);
        frame.parent = parent;
        frame.weight = weight;
        frame.cost().serial = elapsed;
        frame.cost().subproblems = frame.count;
        push(frame);
        if (way != null) {
            useKnown((KnownFrame) frame, children, way, depth);
        }
        return Stretch.SUSPENDED;
    }

    /** Takes results that are known or will come, and shows the frame to others. */
    private void useKnown(KnownFrame frame, List<Object> children, KnownTree way, int depth) {
        openOnStack -= frame.count;
        frame.results();
        frame.cost();
        frame.publish(0);
        ToLongFunction<Object> digest = kernel.settings.problemDigest();
        for (Map.Entry<Integer, KnownTree> entry : way.children().entrySet()) {
            KnownChild known = entry.getValue().known();
            Awaited awaited = entry.getValue().awaited();
            if (known == null || awaited == null) {
                continue;
            }
            if (digest != null && known.problemDigest() != 0) {
                place = frame;
                placeChild = entry.getKey();
                long now = digest.applyAsLong(Piece.problemOf(frame, entry.getKey()));
                if (now != known.problemDigest()) {
                    throw changed("another problem than the first time", "the same");
                }
            }
            awaited.bind(frame, entry.getKey());
        }
        if (!lease.isTraced()) {
            lane.open.addLast(new Published(lease, frame, depth));
            kernel.wakeIdle();
        }
    }

    private @Nullable Object combine(Frame frame, int depth) {
        if (depth >= 0 && !kernel.granularity.isFine()) {
            publish(Integer.MAX_VALUE, 1);
        }
        place = frame;
        placeChild = -1;
        trace(depth >= 0 || !lease.isTraced() ? depth : lease.assignment.depth() + frame.level(), frame.index);
        Object value;
        try {
            value = program.combine(frame.problem, new Results(frame.results()));
        } catch (Throwable thrown) {
            throw UserFailure.of(thrown, UserFailure.IN_COMBINE, 0);
        }
        long elapsed = lap();
        kernel.granularity.step(elapsed);
        Cost cost = frame.cost();
        cost.serial += elapsed;
        work = cost.serial + cost.work;
        span = cost.serial + cost.span;
        subproblems = cost.subproblems;
        frame.done();
        finished(frame.parent, frame.index, frame.problem, value, Math.max(0, depth), frame.weight, NO_HINT);
        return value;
    }

    /** Delivers a value to a frame that is not on this lane's stack, and goes on upward as long as frames are complete. */
    private void carryUp(@Nullable Frame to, int index, @Nullable Object value) {
        Frame parent = to;
        int child = index;
        Object carried = value;
        while (parent != null) {
            if (!parent.deliver(child, carried, work, span, subproblems) || lease.isOver()) {
                return;
            }
            carried = combine(parent, -1);
            child = parent.index;
            parent = parent.parent;
        }
        kernel.finish(lease, carried, new Measured(work, span, subproblems + 1));
    }

    private void carryUp(Frame complete) {
        Object value = combine(complete, -1);
        carryUp(complete.parent, complete.index, value);
    }

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
            burst = now - lastPublishing < 1_000_000 ? Math.min(burst * 2, 64) : 1;
            lastPublishing = now;
            lane.answered(publish(burst, 0), now);
        }
        if ((signals & Lane.GIVE) != 0) {
            kernel.giving.answer(lane, this);
        }
        Work.Ready ready = kernel.takeReady();
        while (ready != null) {
            workAside(ready);
            ready = kernel.takeReady();
        }
        clock = System.nanoTime();
        return !lease.isOver();
    }

    /** Works off something that should not wait, while the stack stays as it is. */
    private void workAside(Work.Ready ready) {
        if (ready.lease().isOver()) {
            return;
        }
        if (!kernel.granularity.isFine()) {
            publish(Integer.MAX_VALUE, 0);
        }
        LeaseRun mine = lease;
        lease = ready.lease();
        clock = System.nanoTime();
        try {
            carryUp(ready.frame());
        } catch (UserFailure failure) {
            fail(failure);
        } finally {
            lease = mine;
        }
    }

    /** The problem of a piece; null if the user's list threw, and with it the lease failed. */
    @Nullable
    Object problemOf(Piece child) {
        LeaseRun mine = lease;
        lease = child.lease();
        Frame parent = Objects.requireNonNull(child.parent());
        place = parent;
        placeChild = -1;
        try {
            return Piece.problemOf(parent, child.index());
        } catch (UserFailure failure) {
            fail(failure);
            return null;
        } finally {
            lease = mine;
        }
    }

    /**
     * Divides a child of a frame on offer, for others to take its children.
     *
     * @return what can be claimed now; null if the child is none that divides further, and is to be solved as it is
     */
    @Nullable
    Published expand(Piece child, Object problem) {
        LeaseRun mine = lease;
        lease = child.lease();
        Frame parent = Objects.requireNonNull(child.parent());
        place = parent;
        placeChild = child.index();
        phase = UserFailure.IN_IS_BASE_CASE;
        try {
            lap();
            if (child.depth() >= kernel.settings.maxDepth() || program.isBaseCase(problem)) {
                return null;
            }
            phase = UserFailure.IN_DIVIDE;
            List<Object> children = program.divide(problem);
            if (children == null) {
                throw UserFailure.nullFrom("null");
            }
            if (children.isEmpty()) {
                return null;
            }
            Frame frame = new Frame(problem, children.size(), children, null, 0, child.index());
            frame.parent = parent;
            frame.weight = child.weight();
            frame.cost().serial = lap();
            frame.cost().subproblems = frame.count;
            frame.publishUnowned();
            return new Published(lease, frame, child.depth());
        } catch (Throwable thrown) {
            fail(UserFailure.of(thrown, phase, 0));
            return null;
        } finally {
            lease = mine;
        }
    }

    /**
     * Shows frames with open children to others, the oldest first.
     *
     * @param most how many at most
     * @param inProgress whether a child of the youngest frame is being worked on, 0 or 1
     * @return how many
     */
    int publish(int most, int inProgress) {
        if (unpublishedFrom >= stack.size() || lease.isTraced()) {
            return 0;
        }
        int published = 0;
        while (unpublishedFrom < stack.size() && published < most) {
            Frame frame = stack.at(unpublishedFrom);
            if (!frame.isPublished() && frame.isOpen()) {
                openOnStack -= frame.count - frame.next;
                frame.publish(unpublishedFrom == stack.size() - 1 ? inProgress : 1);
                lane.open.addLast(new Published(lease, frame, baseDepth + unpublishedFrom));
                published++;
            }
            unpublishedFrom++;
        }
        if (published > 0) {
            kernel.wakeIdle();
        }
        return published;
    }

    /**
     * Gives the whole stack away: what is open to whoever claims it, the rest to whoever brings the last result.
     *
     * <p>All frames are made fit for others before any token is released, and tokens go from the oldest to the youngest:
     * so a frame below another cannot be completed before its turn.
     */
    private void detach() {
        for (int position = 0; position < stack.size(); position++) {
            Frame frame = stack.at(position);
            if (!frame.isPublished()) {
                frame.publish(position == stack.size() - 1 ? 0 : 1);
                if (frame.isOpen()) {
                    lane.open.addLast(new Published(lease, frame, baseDepth + position));
                }
            }
        }
        for (int position = 0; position < stack.size() - 1; position++) {
            stack.at(position).release();
        }
        Frame youngest = stack.top();
        stack.clear();
        openOnStack = 0;
        unpublishedFrom = 0;
        kernel.wakeIdle();
        if (youngest.release()) {
            carryUp(youngest);
        }
    }

    private void push(Frame frame) {
        stack.push(frame);
        openOnStack += frame.count - frame.next;
        kernel.divided.noteChildren(baseDepth + stack.size() - 1, frame.count);
    }

    private void pop(Frame top) {
        stack.pop();
        unpublishedFrom = Math.min(unpublishedFrom, stack.size());
        Published last = top.isPublished() ? lane.open.peekLast() : null;
        if (last != null && last.frame == top) {
            lane.open.pollLast();
        }
    }

    private static void dropClaimed(Frame frame) {
        if (frame.next >= frame.count) {
            frame.children = null;
        }
    }

    /** The weight of a frame's first so many children together. */
    private static long firstOf(Frame frame, int children) {
        if (frame.weight == 0) {
            return 0;
        }
        return frame.weight / frame.count * children + Math.min(children, frame.weight % frame.count);
    }

    private void trace(int depth, int index) {
        if (lease.isTraced()) {
            kernel.listener.traced(depth - lease.assignment.depth(), index);
        }
    }

    private void took(long elapsed, long steps) {
        work = elapsed;
        span = elapsed;
        subproblems = steps;
    }

    private long lap() {
        long now = System.nanoTime();
        long elapsed = now - clock;
        clock = now;
        return elapsed;
    }

    private UserFailure depthExceeded() {
        return UserFailure.of(
                Code.DEPTH_EXCEEDED,
                "no base case within " + kernel.settings.maxDepth() + " levels (the configured depth limit)");
    }

    private static UserFailure changed(String given, String expected) {
        return UserFailure.of(Code.NONDETERMINISTIC, "dividing again gave " + given + " (expected: " + expected + ")");
    }
}
