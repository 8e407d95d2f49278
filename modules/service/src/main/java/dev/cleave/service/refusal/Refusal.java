package dev.cleave.service.refusal;

import com.google.protobuf.Duration;
import dev.cleave.wire.proto.jobs.v1.Error;
import org.jspecify.annotations.Nullable;

/** A request that is refused: why, what was given, what was expected. Carries no stack trace: it is an answer. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_GIVEN = 200;

    private final RefusalCode code;
    private final transient Error error;

    private Refusal(RefusalCode code, Error error) {
        super(error.getCode() + ": " + error.getMessage(), null, false, false);
        this.code = code;
        this.error = error;
    }

    /** A refusal that is not about one field. */
    public static Refusal of(RefusalCode code, String message) {
        return new Refusal(
                code,
                Error.newBuilder().setCode(code.name()).setMessage(message).build());
    }

    /** A field's value that is not as expected; the value is shown in part if it is long, and control characters are not. */
    public static Refusal of(RefusalCode code, String field, @Nullable String given, String expected) {
        String shown = given == null ? "" : shown(given);
        return new Refusal(
                code,
                Error.newBuilder()
                        .setCode(code.name())
                        .setMessage(field + ": " + (given == null || given.isEmpty() ? "nothing" : shown)
                                + " (expected: " + expected + ")")
                        .setField(field)
                        .setGiven(shown)
                        .setExpected(expected)
                        .build());
    }

    /** As {@link #of(RefusalCode, String, String, String)}, with {@link RefusalCode#INVALID_ARGUMENT}. */
    public static Refusal invalid(String field, @Nullable String given, String expected) {
        return of(RefusalCode.INVALID_ARGUMENT, field, given, expected);
    }

    /** Nothing has this name. */
    public static Refusal notFound(String kind, String name) {
        return of(RefusalCode.NOT_FOUND, kind, name, "one that exists");
    }

    /** The same refusal, which may be accepted after some time. */
    public Refusal retryableAfter(java.time.Duration wait) {
        return new Refusal(
                code,
                error.toBuilder()
                        .setRetryable(true)
                        .setRetryAfter(Duration.newBuilder()
                                .setSeconds(wait.getSeconds())
                                .setNanos(wait.getNano()))
                        .build());
    }

    /** The same refusal, which another node may accept at once. */
    public Refusal retryableElsewhere() {
        return new Refusal(code, error.toBuilder().setRetryable(true).build());
    }

    public RefusalCode code() {
        return code;
    }

    public Error error() {
        return error;
    }

    private static String shown(String given) {
        StringBuilder text = new StringBuilder();
        int end = Math.min(given.length(), LONGEST_GIVEN);
        for (int i = 0; i < end; i++) {
            char c = given.charAt(i);
            text.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return given.length() > end ? text.append('…').toString() : text.toString();
    }
}
