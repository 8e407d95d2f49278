package dev.cleave.graph.read;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as people and machines write them: {@code 12.5} seconds, {@code 90s}, {@code 1h30m}, {@code 500ms}. */
public final class Times {

    /** What else could have been given. */
    public static final String EXPECTED = "seconds, as 12.5, or a time such as 90s, 5m, 1h30m or 500ms; 0 to 292 years";

    private static final Map<String, BigDecimal> UNITS = Map.of(
            "ns", new BigDecimal("1e-9"),
            "us", new BigDecimal("1e-6"),
            "µs", new BigDecimal("1e-6"),
            "ms", new BigDecimal("1e-3"),
            "s", BigDecimal.ONE,
            "min", new BigDecimal(60),
            "m", new BigDecimal(60),
            "h", new BigDecimal(3600),
            "d", new BigDecimal(86400));
    private static final Pattern PART = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)(ns|us|µs|ms|s|min|m|h|d)");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_NUMBER = 40;

    private Times() {}

    /** A number of seconds, or parts with units, in nanoseconds; empty if it is neither, negative or too long. */
    public static OptionalLong nanos(String text) {
        OptionalLong seconds = ofSeconds(text);
        return seconds.isPresent() ? seconds : ofParts(text);
    }

    /** A number of seconds in nanoseconds, rounded to the nearest; empty if it is none, negative or too long. */
    static OptionalLong ofSeconds(String text) {
        if (text.length() > LONGEST_NUMBER || text.isEmpty() || text.charAt(text.length() - 1) > '9') {
            return OptionalLong.empty();
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() < 0 || Math.abs((long) seconds.scale()) > 2 * LONGEST_NUMBER) {
                return OptionalLong.empty();
            }
            return inRange(seconds);
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong ofParts(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal seconds = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length() && part.find() && part.start() == end) {
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(UNITS.getOrDefault(part.group(2), MOST)));
            end = part.end();
        }
        return end == 0 || end < text.length() ? OptionalLong.empty() : inRange(seconds);
    }

    private static OptionalLong inRange(BigDecimal seconds) {
        BigDecimal nanos = seconds.multiply(NANOS).setScale(0, RoundingMode.HALF_UP);
        return nanos.compareTo(MOST) > 0 ? OptionalLong.empty() : OptionalLong.of(nanos.longValueExact());
    }
}
