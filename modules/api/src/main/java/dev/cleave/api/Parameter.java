package dev.cleave.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The description of one named parameter of a job: its type, default, range and help.
 *
 * <p>Immutable. Made by the factory methods and refined by the others:
 *
 * <pre>{@code
 * static final Parameter<Integer> N = Parameter.integer("n", 8, "number of queens").between(1, 31);
 * int n = arguments.valueOf(N);
 * }</pre>
 *
 * @param <T> the Java type of the parameter's values
 */
public final class Parameter<T> {

    /** How large a file may be that is given for a parameter, in bytes. */
    public static final int MOST_FILE_BYTES = 64 << 10;

    private static final String FILE = "file";

    private final String name;
    private final String type;
    private final T defaultValue;
    private final String help;
    private final String expectation;
    private final Function<String, T> parser;

    private Parameter(
            String name, String type, T defaultValue, String help, String expectation, Function<String, T> parser) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.help = help;
        this.expectation = expectation;
        this.parser = parser;
    }

    /** A whole number of 32 bits. */
    public static Parameter<Integer> integer(String name, int defaultValue, String help) {
        return new Parameter<>(name, "integer", defaultValue, help, "a whole number", Integer::valueOf);
    }

    /** A whole number of 64 bits. */
    public static Parameter<Long> longInteger(String name, long defaultValue, String help) {
        return new Parameter<>(name, "long", defaultValue, help, "a whole number", Long::valueOf);
    }

    /** A floating-point number of 64 bits. */
    public static Parameter<Double> decimal(String name, double defaultValue, String help) {
        return new Parameter<>(name, "decimal", defaultValue, help, "a decimal number", Parameter::finite);
    }

    /** A truth value, {@code true} or {@code false}. */
    public static Parameter<Boolean> flag(String name, boolean defaultValue, String help) {
        return new Parameter<>(name, "flag", defaultValue, help, "true or false", Parameter::truth);
    }

    /** Any text. */
    public static Parameter<String> text(String name, String defaultValue, String help) {
        return new Parameter<>(name, "text", defaultValue, help, "text", Function.identity());
    }

    /**
     * The contents of a text file, of at most {@link #MOST_FILE_BYTES}. A command line takes the file's name, reads it, and gives its
     * text to the job, whose processes never see the file.
     *
     * @param defaultValue what holds if no file is given
     * @param reader makes a value of the text; throws {@link InvalidArgumentException} with the line, what was found there, and
     *     what was expected
     */
    public static <T> Parameter<T> file(String name, T defaultValue, String help, Function<String, T> reader) {
        return new Parameter<>(name, FILE, defaultValue, help, "a file", reader);
    }

    /** One of some words; the default must be among them. */
    public static Parameter<String> choice(String name, String defaultValue, String help, String... words) {
        List<String> choices = List.of(words);
        return new Parameter<>(
                        name,
                        "choice",
                        defaultValue,
                        help,
                        "one of " + String.join(", ", choices),
                        Function.<String>identity())
                .checked(choices::contains, "one of " + String.join(", ", choices));
    }

    /**
     * The same parameter with a range.
     *
     * @param least the smallest value allowed
     * @param greatest the largest value allowed
     * @return a parameter that refuses all else
     * @throws IllegalArgumentException if the default is outside, or the values have no order
     */
    public Parameter<T> between(T least, T greatest) {
        String range = least + " to " + greatest;
        return checked(value -> compare(value, least) >= 0 && compare(value, greatest) <= 0, range);
    }

    private Parameter<T> checked(Predicate<T> allowed, String range) {
        if (!allowed.test(defaultValue)) {
            throw new IllegalArgumentException(
                    "default of " + name + ": " + defaultValue + " (expected: " + range + ")");
        }
        Function<String, T> inner = parser;
        return new Parameter<>(name, type, defaultValue, help, range, text -> {
            T value = inner.apply(text);
            if (!allowed.test(value)) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> int compare(T a, T b) {
        if (!(a instanceof Comparable)) {
            throw new IllegalArgumentException("between(…) needs ordered values, given " + a.getClass());
        }
        return ((Comparable<T>) a).compareTo(b);
    }

    private static Double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite");
        }
        return value;
    }

    private static Boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    /**
     * The value that some text stands for.
     *
     * @param text what the user gave; blanks around it do not count
     * @return the value
     * @throws InvalidArgumentException if the text is of the wrong type or out of range
     */
    public T parse(String text) {
        try {
            return parser.apply(isFile() ? text : text.strip());
        } catch (InvalidArgumentException refused) {
            throw new InvalidArgumentException(name + ": " + refused.getMessage());
        } catch (IllegalArgumentException refused) {
            throw new InvalidArgumentException(name + ": " + text + " (expected: " + expectation + ")");
        }
    }

    /** The parameter's name, unique within its job. */
    public String name() {
        return name;
    }

    /** Whether its text is the contents of a file; then people give the file's name. */
    public boolean isFile() {
        return type.equals(FILE);
    }

    /** The name of the parameter's type: integer, long, decimal, flag, text, choice or file. */
    public String type() {
        return type;
    }

    /** The value that holds if none is given. */
    public T defaultValue() {
        return defaultValue;
    }

    /** What the parameter means, in one line for people. */
    public String help() {
        return help;
    }

    /** What values are accepted, for people: a range, a list of words or the name of a type. */
    public String expectation() {
        return expectation;
    }
}
