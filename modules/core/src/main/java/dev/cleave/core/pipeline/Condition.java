package dev.cleave.core.pipeline;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Decides whether a task runs at all: what is written after {@code when}. Immutable. */
public sealed interface Condition {

    /**
     * Whether it holds.
     *
     * @param values the value of each reference
     * @throws UnresolvedException if a value is not what the condition needs
     */
    boolean holds(Function<Reference, String> values);

    /** The references in it. */
    Stream<Reference> references();

    /** How two values are compared. */
    enum Comparator {
        EQUAL("=="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        /** How it is written. */
        public String sign() {
            return sign;
        }

        boolean accepts(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /**
     * Compares two values: as numbers if both are decimal numbers, else as text. Blanks around them do not count.
     *
     * <p>Numbers are compared exactly, whatever their length.
     */
    record Comparison(Template left, Comparator comparator, Template right) implements Condition {
        @Override
        public boolean holds(Function<Reference, String> values) {
            String a = left.resolve(values).strip();
            String b = right.resolve(values).strip();
            boolean areNumbers = Numbers.isDecimal(a) && Numbers.isDecimal(b);
            int order = areNumbers ? Numbers.decimal(a).compareTo(Numbers.decimal(b)) : a.compareTo(b);
            return comparator.accepts(order);
        }

        @Override
        public Stream<Reference> references() {
            return Stream.concat(left.references(), right.references());
        }
    }

    /** A value that is {@code true} or {@code false}. */
    record Truth(Template value) implements Condition {
        @Override
        public boolean holds(Function<Reference, String> values) {
            String text = value.resolve(values).strip();
            if (!text.equals("true") && !text.equals("false")) {
                throw new UnresolvedException("when: " + value + " is '" + text + "'", "true or false");
            }
            return text.equals("true");
        }

        @Override
        public Stream<Reference> references() {
            return value.references();
        }
    }

    /** Holds if another one does not. */
    record Not(Condition inner) implements Condition {
        @Override
        public boolean holds(Function<Reference, String> values) {
            return !inner.holds(values);
        }

        @Override
        public Stream<Reference> references() {
            return inner.references();
        }
    }

    /** Holds if each of some holds; they are looked at in order, up to the first that does not hold. */
    record All(List<Condition> inner) implements Condition {
        public All {
            inner = List.copyOf(inner);
        }

        @Override
        public boolean holds(Function<Reference, String> values) {
            return inner.stream().allMatch(condition -> condition.holds(values));
        }

        @Override
        public Stream<Reference> references() {
            return inner.stream().flatMap(Condition::references);
        }
    }

    /** Holds if any of some holds; they are looked at in order, up to the first that holds. */
    record Any(List<Condition> inner) implements Condition {
        public Any {
            inner = List.copyOf(inner);
        }

        @Override
        public boolean holds(Function<Reference, String> values) {
            return inner.stream().anyMatch(condition -> condition.holds(values));
        }

        @Override
        public Stream<Reference> references() {
            return inner.stream().flatMap(Condition::references);
        }
    }
}
