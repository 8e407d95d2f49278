package dev.cleave.engine;

import dev.cleave.core.measure.Measured;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What a frame and the finished children under it took so far. */
final class Cost {

    private static final VarHandle WORK;
    private static final VarHandle SPAN;
    private static final VarHandle SUBPROBLEMS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORK = lookup.findVarHandle(Cost.class, "work", long.class);
            SPAN = lookup.findVarHandle(Cost.class, "span", long.class);
            SUBPROBLEMS = lookup.findVarHandle(Cost.class, "subproblems", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The frame's own time: its verbs, and stretches that were cut off under it. Only its owner adds to it. */
    long serial;

    /** The work of finished children. */
    long work;

    /** The longest span of a finished child. */
    long span;

    /** How many problems were looked at underneath, the frame's own children not counted. */
    long subproblems;

    void addChild(long childWork, long childSpan, long childSubproblems) {
        work += childWork;
        span = Math.max(span, childSpan);
        subproblems += childSubproblems;
    }

    /** The same, from any thread. */
    void addChildShared(long childWork, long childSpan, long childSubproblems) {
        WORK.getAndAdd(this, childWork);
        SUBPROBLEMS.getAndAdd(this, childSubproblems);
        long seen = (long) SPAN.getVolatile(this);
        while (seen < childSpan && !SPAN.compareAndSet(this, seen, childSpan)) {
            seen = (long) SPAN.getVolatile(this);
        }
    }

    Measured total() {
        return new Measured(serial + work, serial + span, subproblems);
    }
}
