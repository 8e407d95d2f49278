package dev.cleave.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of options; what cannot be read is refused with what was given and what was expected. */
public final class Values {

    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|min|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(?:([kmg])i?b?|b)?");

    private Values() {}

    /**
     * A whole number within a range.
     *
     * @param option the option's name, for the message
     */
    public static int integer(String option, String text, int least, int most, String where) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // refused below
        }
        throw refused(option, text, least + " to " + most + where);
    }

    /** A length of time: {@code 90s}, {@code 1h30m}, {@code 500ms}, {@code PT90S}, or a number of seconds. */
    public static Duration duration(String option, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            Duration value;
            if (lower.startsWith("p")) {
                value = Duration.parse(text);
            } else if (lower.matches("\\d+(\\.\\d+)?")) {
                value = ofSeconds(Double.parseDouble(lower));
            } else {
                value = parts(lower);
            }
            if (!value.isZero() && !value.isNegative() && value.toDays() < 36_500) {
                return value;
            }
        } catch (DateTimeParseException | ArithmeticException notOne) {
            // refused below
        }
        throw refused(option, text, "a time such as 90s, 5m, 1h30m or 500ms");
    }

    private static Duration parts(String text) {
        Matcher matcher = DURATION_PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            double count = Double.parseDouble(matcher.group(1));
            sum = sum.plus(ofSeconds(count * secondsOf(matcher.group(2))));
            end = matcher.end();
        }
        return end == text.length() ? sum : Duration.ZERO;
    }

    private static double secondsOf(String unit) {
        return switch (unit) {
            case "ns" -> 1e-9;
            case "us", "µs" -> 1e-6;
            case "ms" -> 0.001;
            case "s" -> 1;
            case "m", "min" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
    }

    private static Duration ofSeconds(double seconds) {
        if (seconds > 9e9) {
            throw new ArithmeticException("too long");
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /**
     * A decimal number within a range.
     *
     * @param option the option's name, for the message
     */
    public static double decimal(String option, String text, double least, double most) {
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // refused below
        }
        throw refused(option, text, least + " to " + most);
    }

    /** A number of bytes: {@code 65536}, {@code 64k}, {@code 64MiB}, {@code 1g}; powers of 1024. */
    public static long bytes(String option, String text, long least, long most) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches() && matcher.group(1).length() < 16) {
            long value = Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw refused(option, text, least + " to " + most + " bytes, as 1048576, 1024k, 1MiB");
    }

    private static long unit(@Nullable String letter) {
        if (letter == null) {
            return 1;
        }
        return switch (letter) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            default -> 1L << 30;
        };
    }

    /** A port, 0 for any that is free. */
    public static int port(String option, String text) {
        return integer(option, text, 0, 65_535, "; 0 for any that is free");
    }

    /** A host and a port, as {@code host:port}. IPv6 addresses stand in brackets. */
    public static HostAndPort hostAndPort(String option, String text) {
        int colon = text.lastIndexOf(':');
        if (colon > 0 && colon < text.length() - 1) {
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (port >= 1 && port <= 65_535) {
                    return new HostAndPort(text.substring(0, colon), port);
                }
            } catch (NumberFormatException notOne) {
                // refused below
            }
        }
        throw refused(option, text, "host:port, as 10.0.0.5:25520");
    }

    /**
     * Texts of the form {@code name=value}, in order, each name once.
     *
     * @param option the option's name, for the message
     * @param form what a text should look like, for the message
     */
    public static Map<String, String> pairs(String option, String form, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw refused(option, text, form);
            }
            String name = text.substring(0, equals).strip();
            String value = text.substring(equals + 1);
            String earlier = pairs.put(name, value);
            if (earlier != null) {
                throw CommandException.usage(option + " " + name + ": given twice, as " + earlier + " and as " + value
                        + " (expected: once)");
            }
        }
        return pairs;
    }

    /** A folder that exists. */
    public static Path folder(String option, String text) {
        Path folder = Path.of(text);
        if (!Files.isDirectory(folder)) {
            throw refused(option, text, "a folder that exists");
        }
        return folder;
    }

    /** Where something listens. */
    public record HostAndPort(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The refusal of a value. */
    public static CommandException refused(String option, String text, String expected) {
        return CommandException.usage(option + ": " + text + " (expected: " + expected + ")");
    }
}
