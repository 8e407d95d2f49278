package dev.cleave.cli.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set: what it is called, what it may be, and what it is unless it is set.
 *
 * @param name as in the file, parts divided by dots
 * @param kind what values there are
 * @param usual the value unless it is set, as it would be written; empty if that depends on more than a value can say
 * @param usually the same in words, for people
 * @param option the option of {@code cleave node} for it, if there is one
 * @param meaning what it is for, in a sentence without a capital and a full stop
 * @param <T> the type of its values
 */
public record Key<T>(
        String name, Kind<T> kind, Optional<String> usual, String usually, Optional<String> option, String meaning) {

    private static final String PREFIX = "CLEAVE_NODE_";

    /** A key that has a value also if it is not set. */
    static <T> Key<T> of(String name, Kind<T> kind, String usual, String meaning) {
        return new Key<>(name, kind, Optional.of(usual), "`" + usual + "`", Optional.empty(), meaning);
    }

    /**
     * A key that has no value unless it is set.
     *
     * @param usually what is done then
     */
    static <T> Key<T> open(String name, Kind<T> kind, String usually, String meaning) {
        return new Key<>(name, kind, Optional.empty(), usually, Optional.empty(), meaning);
    }

    /** The same, with an option of the command line. */
    Key<T> with(String longOption) {
        return new Key<>(name, kind, usual, usually, Optional.of(longOption), meaning);
    }

    /** The environment variable that sets it. */
    public String variable() {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether a variable is meant to set something of a node. */
    static boolean isMeant(String variable) {
        return variable.startsWith(PREFIX);
    }
}
