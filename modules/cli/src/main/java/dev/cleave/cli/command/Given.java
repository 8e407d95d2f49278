package dev.cleave.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/** What was given on the command line, option by option, as text. */
public final class Given {

    private final ParseResult parsed;

    public Given(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** Whether an option is there. */
    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** The text of an option, if it is there. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, null));
    }

    /**
     * The value of an option, if it is there.
     *
     * @param reader turns the text into a value, or refuses it
     */
    public <T> Optional<T> value(String option, Function<String, T> reader) {
        return text(option).map(reader);
    }

    /** All texts of an option that may be repeated, in order. */
    public List<String> all(String option) {
        return parsed.matchedOptionValue(option, List.<String>of());
    }

    /** All arguments that are no options, of a command that takes several. */
    public List<String> arguments() {
        return parsed.matchedPositionalValue(0, List.<String>of());
    }

    /** The argument that is no option, if it is there. */
    public Optional<String> argument() {
        return Optional.ofNullable(parsed.matchedPositionalValue(0, null));
    }
}
