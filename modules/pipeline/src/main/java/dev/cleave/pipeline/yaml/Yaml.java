package dev.cleave.pipeline.yaml;

import dev.cleave.core.graph.Place;
import java.util.List;

/** A value of a document, and where it stands. Immutable. */
public sealed interface Yaml {

    /** Where it begins. */
    Place place();

    /** What people call it, short enough for a line. */
    String shown();

    /** Whether there is no value: null, or nothing at all. */
    default boolean isNothing() {
        return false;
    }

    /**
     * A text or number as it is written.
     *
     * @param place where it begins, its quote included
     * @param text what it says
     * @param isPlain whether it stands there without quotes, so that it may be meant as a number or truth value
     * @param textColumn the column at which the text itself begins, if it stands in the file letter by letter in one line; else 0
     */
    record Scalar(Place place, String text, boolean isPlain, int textColumn) implements Yaml {

        private static final int LONGEST_SHOWN = 60;

        @Override
        public boolean isNothing() {
            return isPlain && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }

        /** Where a character of the text stands; the beginning of all where that is not known. */
        public Place place(int offset) {
            return textColumn == 0
                    ? place
                    : new Place(
                            place.line(),
                            textColumn + text.codePointCount(0, Math.max(0, Math.min(offset, text.length()))));
        }

        @Override
        public String shown() {
            if (isNothing()) {
                return "nothing";
            }
            String line = text.lines().findFirst().orElse("");
            String cut = line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) : line;
            String shown = cut.length() < text.length() ? cut + "…" : cut;
            return shown.isBlank() ? "'" + shown + "'" : shown;
        }
    }

    /** A list. */
    record Items(Place place, List<Yaml> items) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** A map, with its keys as they stand there, doubled ones too. */
    record Fields(Place place, List<Field> fields) implements Yaml {
        public Fields {
            fields = List.copyOf(fields);
        }

        @Override
        public String shown() {
            return "a map";
        }
    }

    /** Another value by its name, which is not read. */
    record Alias(Place place, String name) implements Yaml {
        @Override
        public String shown() {
            return "the alias *" + name;
        }
    }

    /**
     * A key and its value.
     *
     * @param name the key
     * @param place where the key begins
     * @param value the value
     */
    record Field(String name, Place place, Yaml value) {}
}
