package dev.cleave.benchmarks.part;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** The engine's frames, which nobody else is to see. The JIT compiles constant handles like direct calls. */
final class FrameAccess {

    private static final MethodHandle NEW;
    private static final MethodHandle PUBLISH;
    private static final MethodHandle CLAIM;
    private static final MethodHandle DELIVER;

    static {
        try {
            Class<?> frame = Class.forName("dev.cleave.engine.Frame");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(frame, MethodHandles.lookup());
            NEW = lookup.findConstructor(
                            frame,
                            MethodType.methodType(
                                    void.class,
                                    Object.class,
                                    int.class,
                                    List.class,
                                    Object[].class,
                                    int.class,
                                    int.class))
                    .asType(MethodType.methodType(
                            Object.class, Object.class, int.class, List.class, Object[].class, int.class, int.class));
            PUBLISH = lookup.findVirtual(frame, "publishUnowned", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            CLAIM = lookup.findVirtual(frame, "claim", MethodType.methodType(int.class))
                    .asType(MethodType.methodType(int.class, Object.class));
            DELIVER = lookup.findVirtual(
                            frame,
                            "deliver",
                            MethodType.methodType(
                                    boolean.class, int.class, Object.class, long.class, long.class, long.class))
                    .asType(MethodType.methodType(
                            boolean.class, Object.class, int.class, Object.class, long.class, long.class, long.class));
        } catch (ReflectiveOperationException renamed) {
            throw new ExceptionInInitializerError(renamed);
        }
    }

    private FrameAccess() {}

    /** A frame with so many children, none claimed, not yet published. */
    static Object frame(int children) throws Throwable {
        List<Object> problems = java.util.Collections.nCopies(children, "problem");
        return (Object) NEW.invokeExact((Object) "problem", children, problems, (Object[]) null, 0, 0);
    }

    static void publish(Object frame) throws Throwable {
        PUBLISH.invokeExact(frame);
    }

    static int claim(Object frame) throws Throwable {
        return (int) CLAIM.invokeExact(frame);
    }

    static boolean deliver(Object frame, int child, Object result) throws Throwable {
        return (boolean) DELIVER.invokeExact(frame, child, result, 1L, 1L, 1L);
    }
}
