package dev.cleave.core.pipeline;

import dev.cleave.api.InvalidArgumentException;
import java.util.Optional;

/**
 * A named value that a pipeline is started with.
 *
 * @param name 1 to 63 characters of a-z, A-Z, 0-9, '_' and '-', beginning with a letter
 * @param type what texts are values
 * @param defaultText the value if none is given; empty if one must be given
 * @param description in a line, for people
 */
public record PipelineParameter(String name, Type type, Optional<String> defaultText, String description) {

    /** What texts are values of a parameter. */
    public enum Type {
        TEXT("text"),
        INTEGER("a whole number of at most 18 digits"),
        DECIMAL("a decimal number"),
        FLAG("true or false");

        private final String expectation;

        Type(String expectation) {
            this.expectation = expectation;
        }

        /** What is expected, for people. */
        public String expectation() {
            return expectation;
        }

        /** Whether a text is a value of this type. */
        public boolean accepts(String text) {
            return switch (this) {
                case TEXT -> true;
                case INTEGER -> text.matches("[+-]?\\d{1,18}");
                case DECIMAL -> Numbers.isDecimal(text);
                case FLAG -> text.equals("true") || text.equals("false");
            };
        }
    }

    public PipelineParameter {
        if (!name.matches("[a-zA-Z][a-zA-Z0-9_-]{0,62}")) {
            throw new InvalidArgumentException(
                    "parameter: '" + name + "' (expected: 1 to 63 letters, digits, '_' and '-', a letter first)");
        }
        String parameter = name;
        Type kind = type;
        defaultText.ifPresent(text -> check(parameter, kind, text));
    }

    /**
     * The value, given a text.
     *
     * @throws InvalidArgumentException if the text is not of the type
     */
    public String parse(String text) {
        String value = type == Type.TEXT ? text : text.strip();
        check(name, type, value);
        return value;
    }

    private static void check(String name, Type type, String text) {
        if (!type.accepts(text)) {
            throw new InvalidArgumentException(
                    "parameter " + name + ": '" + text + "' (expected: " + type.expectation() + ")");
        }
    }
}
