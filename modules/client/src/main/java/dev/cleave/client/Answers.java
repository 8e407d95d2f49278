package dev.cleave.client;

import org.jspecify.annotations.Nullable;

/** Answers that make no sense. */
final class Answers {

    private Answers() {}

    static CleaveException bad(String what, String given, String expected, @Nullable Throwable cause) {
        return new CleaveException(
                CleaveException.BAD_ANSWER,
                "the cluster answered " + what + " " + given,
                what,
                given,
                expected,
                false,
                null,
                cause);
    }

    /** The constant of this name, which the cluster's and the client's enumerations share. */
    static <E extends Enum<E>> E constant(Class<E> type, Enum<?> message) {
        return constant(type, "", message);
    }

    /** The constant of this name, before which the cluster's enumeration has something. */
    static <E extends Enum<E>> E constant(Class<E> type, String before, Enum<?> message) {
        try {
            String name = message.name();
            return Enum.valueOf(type, name.startsWith(before) ? name.substring(before.length()) : name);
        } catch (IllegalArgumentException unknown) {
            throw bad(
                    type.getSimpleName(),
                    message.name(),
                    "one that this client knows; a newer one may be needed",
                    unknown);
        }
    }

    static String notEmpty(String what, String text) {
        if (text.isEmpty()) {
            throw bad(what, "''", "not empty", null);
        }
        return text;
    }
}
