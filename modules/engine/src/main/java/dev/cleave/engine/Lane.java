package dev.cleave.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that runs user code: finds a piece of work, works it off, and looks for the next. */
final class Lane implements Runnable {

    /** Somebody is out of work. */
    static final int WANTED = 1;

    /** The stretch has lasted long enough; or something else changed that the lane should look at. */
    static final int TICK = 1 << 1;

    /** The lane is to look whether its lease is over, or it has to leave. */
    static final int STOP = 1 << 2;

    /** A request to give subproblems away waits for this lane's frames. */
    static final int GIVE = 1 << 3;

    private static final long SHORTEST_NAP = 20_000;
    private static final long LONGEST_NAP = 1_000_000;
    private static final long OVERDUE_NANOS = 3_000_000;
    private static final VarHandle SIGNALS;

    static {
        try {
            SIGNALS = MethodHandles.lookup().findVarHandle(Lane.class, "signals", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Frames of this lane that others may take children of, the oldest first. */
    final Deque<Published> open = new ConcurrentLinkedDeque<>();

    final LaneThread thread;

    private final Kernel kernel;
    private final OuterLoop loop;
    /** Held while {@link #isInterruptible} or what it stands for changes. */
    private final Object interruptGuard = new Object();

    private boolean isInterruptible;
    private volatile int signals;
    private volatile boolean leaving;
    private volatile boolean idle;
    private volatile boolean isFinding;
    private volatile @Nullable LeaseRun current;
    private volatile long busySince;
    private volatile long busyNanos;

    /** When the running stretch began, or 0; when somebody may ask again; since when an answer is awaited, or 0. */
    private volatile long stretchStart;

    private volatile long askAgainAt;
    private volatile long askedAt;
    private int fruitless;

    Lane(Kernel kernel, String name) {
        this.kernel = kernel;
        this.loop = new OuterLoop(kernel, this);
        this.thread = new LaneThread(this, name);
    }

    @Override
    public void run() {
        try {
            Work next = await();
            while (next != null) {
                work(next);
                next = leaving ? null : await();
            }
        } catch (Throwable fatal) {
            kernel.laneDied(this, fatal);
            throw fatal;
        }
        kernel.laneLeft(this);
    }

    private void work(Work next) {
        LeaseRun lease = next.lease();
        current = lease;
        interruptible(true);
        busySince = System.nanoTime();
        isFinding = false;
        kernel.laneBusy(this);
        try {
            loop.work(next);
        } finally {
            interruptible(false);
            current = null;
            busyNanos += System.nanoTime() - busySince;
            busySince = 0;
            askedAt = 0;
            takeSignals();
            if (leaving) {
                signal(STOP);
            }
            kernel.laneFree(this);
            lease.letGo(this);
        }
    }

    /** The next piece of work; null when the lane has to leave. */
    private @Nullable Work await() {
        Work found = find();
        if (found != null) {
            return found;
        }
        kernel.laneDry(this);
        long nap = SHORTEST_NAP;
        while (!leaving) {
            idle = true;
            found = find();
            if (found == null && !leaving) {
                if (kernel.isAnyBusy()) {
                    kernel.askForWork(this);
                    LockSupport.parkNanos(this, nap);
                    nap = Math.min(nap * 2, LONGEST_NAP);
                } else {
                    LockSupport.park(this);
                    nap = SHORTEST_NAP;
                }
                Thread.interrupted();
                found = find();
            }
            idle = false;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Work find() {
        isFinding = true;
        Work found = kernel.find(this);
        if (found == null) {
            isFinding = false;
        }
        return found;
    }

    /** Whether the lane looks for something to do, or has found it and is about to begin. */
    boolean isFinding() {
        return isFinding;
    }

    /** Wakes the lane if it has nothing to do. Returns whether it had not. */
    boolean wakeIfIdle() {
        boolean asleep = idle;
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return asleep;
    }

    boolean isIdle() {
        return idle;
    }

    /** The lane has found a lease to work for: it counts as busy before anybody hears of that. */
    void begins() {
        busySince = System.nanoTime();
    }

    boolean isBusy() {
        return busySince != 0;
    }

    /** Whether the lane has been at the same piece of work for longer than that. */
    boolean isBusyFor(long nanos, long now) {
        long since = busySince;
        return since != 0 && now - since > nanos;
    }

    @Nullable
    LeaseRun current() {
        return current;
    }

    /** Lets the lane come up from its recursion and look at a signal. From any thread. */
    void signal(int which) {
        SIGNALS.getAndBitwiseOr(this, which);
        loop.raise();
    }

    boolean isSignalled() {
        return signals != 0;
    }

    int takeSignals() {
        return (int) SIGNALS.getAndSet(this, 0);
    }

    /** The lane's thread ends as soon as user code lets it; its frames stay for others. */
    void leave() {
        leaving = true;
        signal(STOP);
        LockSupport.unpark(thread);
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Interrupts user code of a lease, if that is what the lane runs. */
    void interrupt(LeaseRun lease) {
        synchronized (interruptGuard) {
            if (isInterruptible && current == lease) {
                thread.interrupt();
            }
        }
    }

    /** Runs something that must not be interrupted. On the lane's own thread. */
    void withoutInterrupts(Runnable call) {
        boolean before = interruptible(false);
        try {
            call.run();
        } finally {
            interruptible(before);
        }
    }

    /** An interrupt that was meant for user code does not outlive it. */
    private boolean interruptible(boolean from) {
        synchronized (interruptGuard) {
            boolean before = isInterruptible;
            isInterruptible = from;
            if (!from) {
                Thread.interrupted();
            }
            return before;
        }
    }

    /** Whether it is time to ask for frames (again). */
    boolean mayBeAsked(long now) {
        return askedAt == 0 && now - askAgainAt >= 0;
    }

    void ask(long now) {
        askedAt = now;
        signal(WANTED);
    }

    /** Whether an answer should have come long ago. */
    boolean isOverdue(long now) {
        long since = askedAt;
        return since != 0 && now - since > OVERDUE_NANOS;
    }

    /** The owner has published so many frames, having been asked. */
    void answered(int published, long now) {
        fruitless = published > 0 ? 0 : Math.min(fruitless + 1, 7);
        askAgainAt = now + (50_000L << fruitless);
        askedAt = 0;
    }

    void stretchFrom(long now) {
        stretchStart = now;
    }

    long stretchStart() {
        return stretchStart;
    }

    /** How many children lie open in frames that nobody else knows, roughly. */
    int openUnpublished() {
        return loop.openUnpublished();
    }

    /** The weight of the piece that the lane works on, roughly. */
    long pieceWeight() {
        return loop.pieceWeight();
    }

    long busyNanos(long now) {
        long since = busySince;
        return busyNanos + (since == 0 ? 0 : Math.max(0, now - since));
    }

    /** A lane's thread, by which the lane is found again. */
    static final class LaneThread extends Thread {

        private final Lane lane;

        private LaneThread(Lane lane, String name) {
            super(lane, name);
            this.lane = lane;
            setDaemon(true);
        }

        Lane lane() {
            return lane;
        }
    }
}
