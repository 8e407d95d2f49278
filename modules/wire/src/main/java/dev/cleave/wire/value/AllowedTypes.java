package dev.cleave.wire.value;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which classes a job's values may be made of: the job's own, unless they extend something of the JDK that is no value
 * (a thread, a stream), and the JDK's values and collections.
 */
final class AllowedTypes {

    private final ClassLoader loader;
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    AllowedTypes(ClassLoader loader) {
        this.loader = loader;
    }

    /** Whether a class may be used that has this name, as {@link Class#getName} gives it. */
    boolean isAllowed(String name) {
        return known.computeIfAbsent(name, unknown -> {
            int lambda = unknown.indexOf("$$Lambda");
            try {
                // A lambda's class has no name that can be looked up; it is judged by the class it was written in.
                return isAllowed(Class.forName(lambda < 0 ? unknown : unknown.substring(0, lambda), false, loader));
            } catch (ClassNotFoundException | LinkageError missing) {
                return false;
            }
        });
    }

    static boolean isAllowed(Class<?> type) {
        if (type.isArray()) {
            return isAllowed(type.getComponentType());
        }
        if (type.isPrimitive() || type.isInterface()) {
            return true;
        }
        if (JdkTypes.isOfTheJdk(type)) {
            return JdkTypes.isValue(type) || type == Number.class || type == Comparable.class;
        }
        for (Class<?> up = type.getSuperclass(); up != null; up = up.getSuperclass()) {
            if (JdkTypes.isOfTheJdk(up)) {
                return JdkTypes.mayBeExtended(up);
            }
        }
        return true;
    }
}
