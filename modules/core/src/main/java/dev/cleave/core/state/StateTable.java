package dev.cleave.core.state;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which event leads from which state to which. Immutable.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class StateTable<S extends Enum<S>, E extends Enum<E>> {

    private final Class<S> states;
    private final S first;
    private final Map<S, Map<E, S>> next;

    private StateTable(Class<S> states, S first, Map<S, Map<E, S>> next) {
        this.states = states;
        this.first = first;
        this.next = next;
    }

    /**
     * Begins a table.
     *
     * @param states the states' type
     * @param events the events' type
     * @param first the state that everything begins in
     */
    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> startingIn(
            Class<S> states, Class<E> events, S first) {
        return new Builder<>(states, events, first);
    }

    /** The state that everything begins in. */
    public S first() {
        return first;
    }

    /** Whether an event may happen in a state. */
    public boolean allows(S from, E event) {
        return lookUp(from, event) != null;
    }

    /**
     * The state that an event leads to.
     *
     * @throws IllegalStateException if the event cannot happen in that state
     */
    public S after(S from, E event) {
        S to = lookUp(from, event);
        if (to == null) {
            Map<E, S> allowed = next.get(from);
            throw new IllegalStateException(states.getSimpleName() + " " + from + ": " + event + " (expected: "
                    + (allowed == null ? "nothing more" : allowed.keySet()) + ")");
        }
        return to;
    }

    private @Nullable S lookUp(S from, E event) {
        Map<E, S> allowed = next.get(from);
        return allowed == null ? null : allowed.get(event);
    }

    /** The table as a Mermaid state diagram, one transition a line, in the order of the states. */
    public String toMermaid() {
        StringBuilder text =
                new StringBuilder("stateDiagram-v2\n    [*] --> ").append(first).append('\n');
        for (S from : states.getEnumConstants()) {
            Map<E, S> allowed = next.get(from);
            if (allowed == null) {
                text.append("    ").append(from).append(" --> [*]\n");
            } else {
                allowed.forEach((event, to) -> text.append("    ")
                        .append(from)
                        .append(" --> ")
                        .append(to)
                        .append(" : ")
                        .append(event.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .append('\n'));
            }
        }
        return text.toString();
    }

    /** Collects transitions. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final Class<S> states;
        private final Class<E> events;
        private final S first;
        private final Map<S, Map<E, S>> next;

        private Builder(Class<S> states, Class<E> events, S first) {
            this.states = states;
            this.events = events;
            this.first = first;
            this.next = new EnumMap<>(states);
        }

        /** Allows an event in a state. */
        public Builder<S, E> allow(S from, E event, S to) {
            next.computeIfAbsent(from, state -> new EnumMap<>(events)).put(event, to);
            return this;
        }

        /** The finished table. */
        public StateTable<S, E> build() {
            return new StateTable<>(states, first, next);
        }
    }
}
