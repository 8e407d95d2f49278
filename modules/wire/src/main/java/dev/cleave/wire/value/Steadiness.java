package dev.cleave.wire.value;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether equal values are sure to have equal bytes: no hash map or hash set inside, whose order depends on its past,
 * and no view, which comes back as something else.
 */
final class Steadiness implements Parts.Visitor {

    /** Values of more objects than this are not looked through, and not called steady. */
    private static final int MOST_OBJECTS = 200_000;

    private final ArrayDeque<Object> open = new ArrayDeque<>();
    private int seen;
    private boolean steady = true;

    private Steadiness() {}

    /**
     * Looks through a value.
     *
     * @throws IllegalArgumentException if it meets what could not be read again
     */
    static boolean of(@Nullable Object value) {
        Steadiness walk = new Steadiness();
        walk.part("", -1, value);
        while (walk.steady && !walk.open.isEmpty()) {
            Parts.visit(walk.open.pop(), walk);
        }
        return walk.steady;
    }

    @Override
    public boolean part(String name, int index, @Nullable Object part) {
        if (part == null) {
            return true;
        }
        Class<?> type = part.getClass();
        if (type.isArray()) {
            if (!type.getComponentType().isPrimitive()) {
                open.push(part);
            }
        } else if (JdkTypes.isOfTheJdk(type)) {
            if (JdkTypes.isListWithNulls(part)) {
                throw new IllegalArgumentException("a list with a null in it");
            }
            steady = JdkTypes.isSteady(part);
            open.push(part);
        } else {
            steady = !(part instanceof Collection || part instanceof Map || type.isHidden());
            if (!(part instanceof Enum || ProtobufValues.isMessage(type))) {
                open.push(part);
            }
        }
        steady &= ++seen <= MOST_OBJECTS;
        return steady;
    }
}
