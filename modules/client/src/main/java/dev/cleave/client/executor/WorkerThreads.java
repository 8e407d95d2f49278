package dev.cleave.client.executor;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for tasks, none of which keeps a JVM alive. */
final class WorkerThreads {

    private WorkerThreads() {}

    static ThreadFactory platform(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Virtual ones where the JDK has them (21 and later), which this is compiled without. */
    static ThreadFactory virtualIfPossible(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Method named = type.getMethod("name", String.class, long.class);
            return (ThreadFactory) type.getMethod("factory").invoke(named.invoke(builder, name + "-", 1L));
        } catch (ReflectiveOperationException | UnsupportedOperationException older) {
            return platform(name);
        }
    }
}
