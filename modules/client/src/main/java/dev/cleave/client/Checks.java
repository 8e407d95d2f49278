package dev.cleave.client;

/** Refusals of what cannot be right, before anything is sent. */
final class Checks {

    private Checks() {}

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw CleaveException.invalid(field, String.valueOf(value), "0 or more");
        }
    }
}
