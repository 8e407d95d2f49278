package dev.cleave.service.request;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.cleave.service.refusal.Refusal;
import java.util.regex.Pattern;

/** Single values held against what is expected of them. */
final class Expect {
    private Expect() {}

    static void match(String field, String given, Pattern pattern, String expected) {
        if (!pattern.matcher(given).matches()) {
            throw Refusal.invalid(field, given, expected);
        }
    }

    static void atMost(String field, int given, int most, String what) {
        if (given > most) {
            throw Refusal.invalid(field, given + " " + what, "at most " + most);
        }
    }

    /** A valid duration from one to another, both included. */
    static void between(String field, Duration given, Duration least, Duration most) {
        if (!Durations.isValid(given) || Durations.compare(given, least) < 0 || Durations.compare(given, most) > 0) {
            throw Refusal.invalid(
                    field,
                    Durations.isValid(given) ? Durations.toString(given) : "no duration",
                    Durations.toString(least) + " to " + Durations.toString(most));
        }
    }
}
