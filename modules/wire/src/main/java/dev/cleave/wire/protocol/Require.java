package dev.cleave.wire.protocol;

/** What a decoded field must be like. */
final class Require {

    private Require() {}

    /** A number that protobuf calls unsigned, and that is used as a signed one. */
    static int notNegative(String field, int value) {
        if (value < 0) {
            throw new MalformedMessageException(
                    field + ": " + Integer.toUnsignedString(value) + " (expected: at most 2147483647)");
        }
        return value;
    }

    static long notNegative(String field, long value) {
        if (value < 0) {
            throw new MalformedMessageException(
                    field + ": " + Long.toUnsignedString(value) + " (expected: at most 9223372036854775807)");
        }
        return value;
    }

    static void present(String field, boolean has) {
        if (!has) {
            throw new MalformedMessageException(field + ": missing");
        }
    }
}
