package dev.cleave.client.executor;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it travels: its class, what it says, where it was thrown and what caused it. Fields of a class of its own
 * do not travel.
 *
 * @param type the binary name of its class
 * @param text its {@code toString()}
 * @param message what it says
 * @param trace where it was thrown
 * @param cause what caused it
 * @param suppressed what was suppressed for it
 */
record Thrown(
        String type,
        String text,
        @Nullable String message,
        StackTraceElement[] trace,
        @Nullable Thrown cause,
        List<Thrown> suppressed) {

    private static final int MOST_LEVELS = 30;

    static Thrown of(Throwable thrown) {
        return of(thrown, new IdentityHashMap<>());
    }

    private static Thrown of(Throwable thrown, Map<Throwable, Boolean> seen) {
        seen.put(thrown, true);
        Throwable cause = thrown.getCause();
        List<Thrown> suppressed = new ArrayList<>();
        for (Throwable each : thrown.getSuppressed()) {
            if (!seen.containsKey(each) && seen.size() < MOST_LEVELS) {
                suppressed.add(of(each, seen));
            }
        }
        return new Thrown(
                thrown.getClass().getName(),
                textOf(thrown),
                messageOf(thrown),
                thrown.getStackTrace(),
                cause == null || seen.containsKey(cause) || seen.size() >= MOST_LEVELS ? null : of(cause, seen),
                suppressed);
    }

    private static String textOf(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException broken) {
            return thrown.getClass().getName();
        }
    }

    private static @Nullable String messageOf(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException broken) {
            return null;
        }
    }

    /** An exception of the same class if it can be made of a message, or of nothing; else a {@link RemoteTaskException}. */
    Throwable restored(ClassLoader loader) {
        Throwable restored = null;
        try {
            Class<?> named = Class.forName(type, false, loader);
            if (Throwable.class.isAssignableFrom(named)) {
                restored = made(named.asSubclass(Throwable.class));
            }
        } catch (ClassNotFoundException | LinkageError unknownHere) {
            // It will be one that names the class.
        }
        if (restored == null) {
            restored = new RemoteTaskException(text);
        }
        restored.setStackTrace(trace);
        if (cause != null && restored.getCause() == null) {
            try {
                restored.initCause(cause.restored(loader));
            } catch (IllegalStateException alreadySet) {
                restored.addSuppressed(cause.restored(loader));
            }
        }
        for (Thrown each : suppressed) {
            restored.addSuppressed(each.restored(loader));
        }
        return restored;
    }

    private @Nullable Throwable made(Class<? extends Throwable> named) {
        try {
            for (Constructor<?> constructor : named.getDeclaredConstructors()) {
                Class<?>[] parameters = constructor.getParameterTypes();
                boolean takesMessage = parameters.length == 1
                        && (parameters[0] == String.class || (parameters[0] == Object.class && message != null));
                if (takesMessage && constructor.trySetAccessible()) {
                    return checked((Throwable) constructor.newInstance(message));
                }
            }
            Constructor<? extends Throwable> plain = named.getDeclaredConstructor();
            return plain.trySetAccessible() ? checked(plain.newInstance()) : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError impossible) {
            return null;
        }
    }

    /** Only if it says what it said there. */
    private @Nullable Throwable checked(Throwable made) {
        return textOf(made).equals(text) ? made : null;
    }
}
