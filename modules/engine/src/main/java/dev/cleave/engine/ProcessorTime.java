package dev.cleave.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of the running thread: what it executed, without the time in which the machine ran others.
 *
 * <p>Loading what tells it takes tens of milliseconds, and asking takes a fraction of a microsecond: to be used once the
 * wall clock has become doubtful, not before.
 */
final class ProcessorTime {

    /** Not asked, or not told by this JVM. */
    static final long UNKNOWN = -1;

    private ProcessorTime() {}

    /** So far, in nanoseconds from the thread's start; {@link #UNKNOWN} if the JVM cannot tell. */
    static long ofThisThread() {
        ThreadMXBean threads = Loaded.THREADS;
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : UNKNOWN;
    }

    /** Since an earlier moment; {@link #UNKNOWN} if that is. Loads nothing in that case. */
    static long since(long before) {
        return before == UNKNOWN ? UNKNOWN : ofThisThread() - before;
    }

    /** Apart, so that it is loaded by the first question and not by the mention of the class around it. */
    private static final class Loaded {
        static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    }
}
