package dev.cleave.cli.config;

import dev.cleave.cli.command.NodeName;
import dev.cleave.cli.command.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of values.
 *
 * @param type in a word, for people
 * @param range which there are, for people
 * @param reader makes one of text
 * @param <T> the type of its values
 */
public record Kind<T>(String type, String range, Reader<T> reader) {

    private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://[^/?@\\s]+/[^/?@\\s]+(\\?\\S*)?");

    /** Makes a value of text. */
    interface Reader<T> {
        /**
         * Makes a value of text.
         *
         * @param what what is set, for the refusal
         * @param base the folder from which paths count
         * @throws dev.cleave.cli.command.CommandException if the text is none
         */
        T read(String what, String text, Path base);
    }

    static Kind<Integer> integer(int least, int most, String unit) {
        return new Kind<>(
                "integer",
                least + " to " + most + unit,
                (what, text, base) -> Values.integer(what, text, least, most, unit));
    }

    static Kind<Integer> port() {
        return new Kind<>("port", "0 to 65535; 0 for any that is free", (what, text, base) -> Values.port(what, text));
    }

    static Kind<Long> bytes(long least, long most) {
        return new Kind<>(
                "bytes",
                size(least) + " to " + size(most),
                (what, text, base) -> Values.bytes(what, text, least, most));
    }

    private static String size(long bytes) {
        String[] units = {"", "KiB", "MiB", "GiB"};
        int unit = 0;
        long left = bytes;
        while (unit < units.length - 1 && left > 0 && left % 1024 == 0) {
            left /= 1024;
            unit++;
        }
        return left + units[unit];
    }

    /** A length of time. */
    static Kind<Duration> time() {
        return new Kind<>("time", "above 0", (what, text, base) -> Values.duration(what, text));
    }

    /** A length of time, or none. */
    static Kind<Optional<Duration>> timeOrNever() {
        return new Kind<>(
                "time",
                "above 0, or `never`",
                (what, text, base) ->
                        text.equals("never") ? Optional.empty() : Optional.of(Values.duration(what, text)));
    }

    static Kind<Boolean> flag() {
        return new Kind<>("boolean", "`true` or `false`", (what, text, base) -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw Values.refused(what, text, "true or false");
            }
            return text.equals("true");
        });
    }

    static Kind<String> nodeName() {
        return new Kind<>("name", NodeName.EXPECTED, (what, text, base) -> NodeName.checked(what, text));
    }

    static Kind<String> host() {
        return new Kind<>("host", "a name or an address", (what, text, base) -> hostOf(what, text));
    }

    private static String hostOf(String what, String text) {
        if (!text.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")) {
            throw Values.refused(what, text, "a name or an address");
        }
        return text;
    }

    /** Where a PostgreSQL database is; what may be a password in it is not shown. */
    static Kind<String> database() {
        return new Kind<>("url", "`jdbc:postgresql://HOST:PORT/DATABASE`", (what, text, base) -> {
            if (!DATABASE.matcher(text).matches()) {
                int parameters = text.indexOf('?');
                String place = parameters < 0 ? text : text.substring(0, parameters);
                throw Values.refused(
                        what,
                        place.replaceAll("//[^@/]*@", "//...@"),
                        "jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, the password not in it but in ~/.pgpass,"
                                + " PGPASSWORD or the file of store.password-file");
            }
            return text;
        });
    }

    static Kind<String> text() {
        return new Kind<>("text", "not empty", (what, text, base) -> {
            if (text.isBlank()) {
                throw Values.refused(what, "nothing", "a text");
            }
            return text;
        });
    }

    static Kind<Path> path() {
        return new Kind<>("path", "a file or folder", (what, text, base) -> pathOf(what, text, base));
    }

    /** A folder that is there. */
    static Kind<Path> folder() {
        return new Kind<>(
                "path",
                "a folder that exists",
                (what, text, base) ->
                        Values.folder(what, pathOf(what, text, base).toString()));
    }

    /** A file that is there. */
    static Kind<Path> file() {
        return new Kind<>("path", "a file that can be read", (what, text, base) -> {
            Path file = pathOf(what, text, base);
            if (!java.nio.file.Files.isReadable(file)) {
                throw Values.refused(what, text, "a file that can be read");
            }
            return file;
        });
    }

    private static Path pathOf(String what, String text, Path base) {
        try {
            if (!text.isBlank()) {
                return base.resolve(text);
            }
        } catch (java.nio.file.InvalidPathException none) {
            // Refused below.
        }
        throw Values.refused(what, text, "a path");
    }

    static Kind<List<String>> hosts() {
        return new Kind<>("list", "names and addresses", (what, text, base) -> parts(text, part -> hostOf(what, part)));
    }

    static Kind<List<String>> addresses() {
        return new Kind<>(
                "list",
                "`host:port`",
                (what, text, base) ->
                        parts(text, part -> Values.hostAndPort(what, part).toString()));
    }

    private static List<String> parts(String text, java.util.function.UnaryOperator<String> check) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(check.apply(part.strip()));
            }
        }
        return parts;
    }
}
