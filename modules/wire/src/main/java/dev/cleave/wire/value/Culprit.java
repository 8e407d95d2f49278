package dev.cleave.wire.value;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the object that keeps a value from being encoded, after that has failed. */
final class Culprit implements Parts.Visitor {

    private static final int MOST_OBJECTS = 200_000;
    private static final int MOST_NAMES = 20;
    private static final String EXPECTED =
            "expected: records, enums, strings, numbers, arrays, collections of those, protobuf messages, or a Codec";

    /** An object, and how it is reached. */
    private record Place(
            Object object,
            String name,
            int index,
            int level,
            @Nullable Place parent) {}

    private final ArrayDeque<Place> open = new ArrayDeque<>();
    private int seen;
    private @Nullable Place at;
    private @Nullable String found;

    /** Why the value cannot be encoded, in a line. */
    String describe(@Nullable Object value, Throwable thrown) {
        if (value == null) {
            return "null: " + thrown;
        }
        open.push(new Place(value, simpleName(value.getClass()), -1, 0, null));
        while (found == null && !open.isEmpty()) {
            at = open.pop();
            found = judge(at);
            if (found == null) {
                Parts.visit(at.object, this);
            }
        }
        if (found != null && at != null) {
            return pathOf(at) + ": " + found;
        }
        Throwable root = rootOf(thrown);
        if (root instanceof StackOverflowError) {
            return simpleName(value.getClass())
                    + ": nested too deeply (expected: a few hundred levels at most, or a Codec)";
        }
        return value.getClass().getName() + " cannot be encoded: " + root;
    }

    @Override
    public boolean part(String name, int index, @Nullable Object part) {
        Place whole = at;
        if (part != null && whole != null && ++seen <= MOST_OBJECTS) {
            open.push(new Place(part, name, index, whole.level + 1, whole));
        }
        return seen <= MOST_OBJECTS;
    }

    private static @Nullable String judge(Place place) {
        Class<?> type = place.object.getClass();
        if (type.isHidden()) {
            return place.object instanceof Serializable ? null : "a lambda that is not Serializable (" + EXPECTED + ")";
        }
        if (!ProtobufValues.isMessage(type) && !AllowedTypes.isAllowed(type)) {
            return type.getName() + " cannot be encoded (" + EXPECTED + ")";
        }
        if (JdkTypes.isListWithNulls(place.object)) {
            return "a list from Stream.toList() with a null in it cannot be encoded (expected: for example an ArrayList)";
        }
        Place outer = place.parent;
        for (int i = 0; outer != null && i < 100; i++) {
            if (outer.object == place.object) {
                return "contains itself (" + EXPECTED + ")";
            }
            outer = outer.parent;
        }
        return null;
    }

    private static String pathOf(Place place) {
        List<String> names = new ArrayList<>();
        for (Place p = place; p != null; p = p.parent) {
            names.add(p.index < 0 ? p.name : "[" + p.index + "]");
            if (names.size() == MOST_NAMES && p.level > MOST_NAMES) {
                names.add("…");
                while (p.parent != null) {
                    p = p.parent;
                }
                names.add(p.name);
            }
        }
        StringBuilder path = new StringBuilder();
        for (int i = names.size() - 1; i >= 0; i--) {
            path.append(names.get(i));
        }
        return path.toString();
    }

    private static String simpleName(Class<?> type) {
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
