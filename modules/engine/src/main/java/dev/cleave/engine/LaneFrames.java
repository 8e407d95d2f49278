package dev.cleave.engine;

import dev.cleave.core.measure.Weight;
import org.jspecify.annotations.Nullable;

/** The frames of one lane: its stack, and which of them others may take children of. Belongs to the lane. */
final class LaneFrames {

    /** Less time is counted at a younger frame instead: a deep recursion's frames must stay small. */
    private static final long LEAST_NANOS = 10_000;

    private final Kernel kernel;
    private final Lane lane;
    private final FrameStack stack = new FrameStack();

    private LeaseRun lease;
    private int baseDepth;

    /** Stack positions below this are published or have nothing open. */
    private int unpublishedFrom;

    private volatile int openUnpublished;

    LaneFrames(Kernel kernel, Lane lane) {
        this.kernel = kernel;
        this.lane = lane;
        this.lease = kernel.nothing;
    }

    /** From now on frames belong to this lease, and the oldest is to stand at this depth. The stack is empty. */
    void begin(LeaseRun of, int depth) {
        lease = of;
        baseDepth = depth;
    }

    /** Forgets all frames. */
    void clear() {
        if (stack.size() > 0) {
            stack.clear();
        }
        unpublishedFrom = 0;
        openUnpublished = 0;
        lease = kernel.nothing;
    }

    boolean isEmpty() {
        return stack.size() == 0;
    }

    Frame top() {
        return stack.top();
    }

    /** How many levels the youngest frame stands below the job's root. */
    int topDepth() {
        return baseDepth + stack.size() - 1;
    }

    /** How many children lie open in frames not published, roughly. From any thread. */
    int openUnpublished() {
        return openUnpublished;
    }

    /** The next child of the youngest frame to start, or -1. */
    int claim(Frame top) {
        if (top.isPublished()) {
            return top.claim();
        }
        int index = top.claimOwn();
        if (index >= 0) {
            opened(-1);
        }
        return index;
    }

    /** So many more (or fewer) children lie open. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the lane alone
    void opened(int more) {
        openUnpublished += more;
    }

    void push(Frame frame) {
        stack.push(frame);
        opened(frame.count - frame.next);
        kernel.divided.noteChildren(topDepth(), frame.count);
    }

    /** Removes the youngest frame. */
    void pop(Frame top) {
        stack.pop();
        unpublishedFrom = Math.min(unpublishedFrom, stack.size());
        Published last = top.isPublished() ? lane.open.peekLast() : null;
        if (last != null && last.frame == top) {
            lane.open.pollLast();
        }
    }

    /**
     * Puts the frames of an unwound stretch on the stack.
     *
     * @param parent where the oldest one's result goes
     * @param index its place there
     * @param weight its weight
     * @param elapsed what the stretch took; counted as serial, at each frame in proportion to its problems: an upper bound
     *     of the span
     */
    void pushCaptured(Captured captured, @Nullable Frame parent, int index, long weight, long elapsed) {
        kernel.captures.increment();
        Frame above = parent;
        int place = index;
        long part = weight;
        long all = captured.stepsOfOldest();
        long left = elapsed;
        while (captured.count() > 0) {
            long steps = captured.stepsOfOldest();
            Frame frame = captured.takeOldest();
            long own = steps - captured.stepsOfOldest();
            int inProgress = frame.index;
            frame.parent = above;
            frame.index = place;
            frame.weight = part;
            if (kernel.settings.accounting()) {
                left -= account(frame, own, captured.count() == 0 ? left : (long) ((double) elapsed / all * own));
            }
            lease.addFinished(frame.weightOfFirst(inProgress < 0 ? frame.next : frame.next - 1));
            push(frame);
            above = frame;
            place = inProgress;
            part = inProgress < 0 ? 0 : Weight.ofChild(part, inProgress, frame.count);
        }
    }

    /** Counts time and problems at a captured frame, if there is more than its own children. Returns the time counted. */
    private static long account(Frame frame, long steps, long elapsed) {
        if (steps <= frame.count && elapsed < LEAST_NANOS) {
            return 0;
        }
        Cost cost = frame.cost();
        cost.serial += elapsed;
        cost.subproblems += steps - frame.count;
        return elapsed;
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
            boolean isYoungest = unpublishedFrom == stack.size() - 1;
            if (isYoungest && inProgress == 0 && published == 0 && frame.count - frame.next == 1) {
                // All that is left to do here: giving it away would only make this lane the hungry one.
                break;
            }
            if (!frame.isPublished() && frame.isOpen()) {
                opened(frame.next - frame.count);
                frame.publish(isYoungest ? inProgress : 1);
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

    /** Shows the youngest frame, none of whose children is claimed, to others. */
    void publishTop() {
        Frame top = stack.top();
        opened(-top.count);
        top.results();
        top.cost();
        top.publish(0);
        if (!lease.isTraced()) {
            lane.open.addLast(new Published(lease, top, topDepth()));
            kernel.wakeIdle();
        }
    }

    /**
     * Gives the whole stack away: what is open to whoever claims it, the rest to whoever brings the last result.
     *
     * <p>All frames are made fit for others before any token is released, and tokens go from the oldest to the youngest:
     * so a frame below another cannot be completed before its turn.
     *
     * @return the youngest frame, if the caller has to combine it now
     */
    @Nullable
    Frame detach() {
        for (int position = 0; position < stack.size(); position++) {
            Frame frame = stack.at(position);
            boolean isShown = frame.isPublished() && !lease.isTraced();
            if (!frame.isPublished()) {
                frame.publish(position == stack.size() - 1 ? 0 : 1);
            }
            if (!isShown && frame.isOpen()) {
                lane.open.addLast(new Published(lease, frame, baseDepth + position));
            }
        }
        for (int position = 0; position < stack.size() - 1; position++) {
            stack.at(position).release();
        }
        Frame youngest = stack.top();
        stack.clear();
        openUnpublished = 0;
        unpublishedFrom = 0;
        kernel.wakeIdle();
        return youngest.release() ? youngest : null;
    }
}
