package dev.cleave.core.pipeline;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Which texts are numbers. */
final class Numbers {

    /** Short enough that two of them are compared in no time, whatever their exponents. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,1000}(\\.\\d{1,1000})?([eE][+-]?\\d{1,3})?");

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

    private Numbers() {}

    static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /**
     * A whole number of at most 18 digits.
     *
     * @throws UnresolvedException if it is none
     */
    static long whole(String what, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new UnresolvedException(what + ": '" + text + "'", "a whole number of at most 18 digits");
        }
        return Long.parseLong(text);
    }
}
