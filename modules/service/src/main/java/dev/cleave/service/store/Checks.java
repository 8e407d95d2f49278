package dev.cleave.service.store;

/** Refusals of values that no store could keep, in one voice. */
final class Checks {

    private static final String SHA_256 = "[0-9a-f]{64}";
    private static final int LONGEST_NAME = 256;

    private Checks() {}

    static void notNegative(String what, long value) {
        if (value < 0) {
            throw invalid(what, Long.toString(value), "0 or more");
        }
    }

    static void positive(String what, long value) {
        if (value < 1) {
            throw invalid(what, Long.toString(value), "1 or more");
        }
    }

    static void sha256(String what, String value) {
        if (!value.matches(SHA_256)) {
            throw invalid(what, value, "a SHA-256 as 64 lower-case hexadecimal digits");
        }
    }

    /** A name that is looked things up by: short, and the same text in every database. */
    static void name(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST_NAME) {
            throw invalid(what, "of " + value.length() + " characters", "1 to " + LONGEST_NAME);
        }
        text(what, value);
    }

    /** Text that is kept as it is, or else refused: a changed value would be another value. */
    static void text(String what, String value) {
        int at = Text.firstUnstorable(value);
        if (at >= 0) {
            throw invalid(
                    what,
                    String.format("U+%04X at position %d", (int) value.charAt(at), at),
                    "no U+0000 and no half of a surrogate pair");
        }
    }

    private static StoreException invalid(String what, String given, String expected) {
        return new StoreException(StoreCode.INVALID_VALUE, what + ": " + given + " (expected: " + expected + ")");
    }
}
