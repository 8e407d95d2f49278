package dev.cleave.engine;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** What {@code combine} sees: the results of all children in order, possibly null, not modifiable. */
final class Results extends AbstractList<Object> implements RandomAccess {

    private final @Nullable Object[] values;

    Results(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    @SuppressWarnings("NullAway") // a null result is the user's own
    public Object get(int index) {
        return values[index];
    }

    /** The same as a list of the JDK's, for programs whose result is the list itself. */
    List<Object> kept() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    public int size() {
        return values.length;
    }
}
