package dev.cleave.cli.config;

import dev.cleave.cli.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All that is wrong with a configuration, to be said at once. */
public final class Faults {

    private final List<String> lines = new ArrayList<>();

    /** Nothing wrong so far. */
    public Faults() {}

    /** One more. */
    public void add(String line) {
        lines.add(line);
    }

    /** What something comes to; if it is refused, that is one more. */
    public <T> Optional<T> tried(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (CommandException refused) {
            add(refused.line());
            return Optional.empty();
        }
    }

    /**
     * Refuses all of it, if there is anything.
     *
     * @throws CommandException with a line for each
     */
    public void check() {
        if (!lines.isEmpty()) {
            throw CommandException.usage(String.join("\n", lines));
        }
    }
}
