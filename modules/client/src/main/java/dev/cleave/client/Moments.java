package dev.cleave.client;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Moments and lengths of time, from messages and to them. */
final class Moments {

    private Moments() {}

    static Timestamp message(Instant moment) {
        return Timestamp.newBuilder()
                .setSeconds(moment.getEpochSecond())
                .setNanos(moment.getNano())
                .build();
    }

    static com.google.protobuf.Duration message(Duration length) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(length.getSeconds())
                .setNanos(length.getNano())
                .build();
    }

    static Instant instant(Timestamp message) {
        try {
            return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw Answers.bad("a time", message.getSeconds() + " s", "a time of this age", outOfRange);
        }
    }

    static Optional<Instant> instant(boolean isThere, Timestamp message) {
        return isThere ? Optional.of(instant(message)) : Optional.empty();
    }

    static Duration duration(com.google.protobuf.Duration message) {
        try {
            return Duration.ofSeconds(message.getSeconds(), message.getNanos());
        } catch (ArithmeticException outOfRange) {
            throw Answers.bad("a length of time", message.getSeconds() + " s", "a length of time", outOfRange);
        }
    }
}
