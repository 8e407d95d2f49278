package dev.cleave.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a task runs for: one instance for each item. Immutable. */
public sealed interface Foreach {

    /** How many instances a task may have. */
    int MOST_ITEMS = 10_000;

    /**
     * The items, in order; none is allowed.
     *
     * @param values the value of each reference
     * @throws UnresolvedException if there are more than {@link #MOST_ITEMS}, or a bound of a range is no whole number
     */
    List<String> items(Function<Reference, String> values);

    /** The references in it. */
    Stream<Reference> references();

    /** The items as they were written. */
    record Listed(List<Template> items) implements Foreach {
        public Listed {
            items = List.copyOf(items);
        }

        @Override
        public List<String> items(Function<Reference, String> values) {
            checkCount(items.size());
            return items.stream().map(item -> item.resolve(values)).toList();
        }

        @Override
        public Stream<Reference> references() {
            return items.stream().flatMap(Template::references);
        }
    }

    /** Whole numbers from the first to the last, both included; none if the last lies before the first. */
    record Range(Template first, Template last, Template step) implements Foreach {
        @Override
        public List<String> items(Function<Reference, String> values) {
            long from =
                    Numbers.whole("first of the range", first.resolve(values).strip());
            long to = Numbers.whole("last of the range", last.resolve(values).strip());
            long by = Numbers.whole("step of the range", step.resolve(values).strip());
            if (by == 0) {
                throw new UnresolvedException("step of the range: 0", "a number other than 0");
            }
            long count = Math.max(
                    0, by > 0 ? (to - from) / by + (to >= from ? 1 : 0) : (from - to) / -by + (to <= from ? 1 : 0));
            checkCount(count);
            List<String> items = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                items.add(Long.toString(from + i * by));
            }
            return items;
        }

        @Override
        public Stream<Reference> references() {
            return Stream.of(first, last, step).flatMap(Template::references);
        }
    }

    /** The elements of a value, such as an earlier result: what stands between brackets and commas, as {@code [2, 3, 5]}, else its lines. */
    record Elements(Template value) implements Foreach {
        @Override
        public List<String> items(Function<Reference, String> values) {
            String text = value.resolve(values).strip();
            boolean isList = text.startsWith("[") && text.endsWith("]") && text.indexOf('\n') < 0;
            Stream<String> pieces =
                    isList ? Stream.of(text.substring(1, text.length() - 1).split(",", -1)) : text.lines();
            List<String> items = pieces.map(Foreach::unquoted)
                    .filter(item -> !item.isEmpty())
                    .limit(MOST_ITEMS + 1L)
                    .toList();
            checkCount(items.size());
            return items;
        }

        @Override
        public Stream<Reference> references() {
            return value.references();
        }
    }

    private static String unquoted(String piece) {
        String text = piece.strip();
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private static void checkCount(long count) {
        if (count > MOST_ITEMS) {
            throw new UnresolvedException("foreach: more than " + MOST_ITEMS + " items", "at most " + MOST_ITEMS);
        }
    }
}
