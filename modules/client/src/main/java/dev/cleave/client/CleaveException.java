package dev.cleave.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a cluster refuses something, cannot be reached, or gives no usable answer.
 *
 * <p>Codes of clusters are what they send, as {@code QUEUE_FULL}, {@code NOT_FOUND}, {@code IDEMPOTENCY_CONFLICT}. The
 * client's own: {@link #NO_CLUSTER}, {@link #BAD_ANSWER}, {@link #UNCERTAIN}, {@link #INTERRUPTED}, {@link #CLOSED},
 * {@link #INVALID_ARGUMENT}.
 */
public final class CleaveException extends RuntimeException {

    /** No node answered in time. */
    public static final String NO_CLUSTER = "NO_CLUSTER";
    /** A node answered with what makes no sense. */
    public static final String BAD_ANSWER = "BAD_ANSWER";
    /** No answer came, and what was asked for may have been done or not; asking again would risk doing it twice. */
    public static final String UNCERTAIN = "UNCERTAIN";
    /** The calling thread was interrupted; its interrupt flag is set. */
    public static final String INTERRUPTED = "INTERRUPTED";
    /** The client is closed. */
    public static final String CLOSED = "CLOSED";
    /** Something given is wrong, found before anything was sent. */
    public static final String INVALID_ARGUMENT = "INVALID_ARGUMENT";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;
    private final String given;
    private final String expected;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    CleaveException(
            String code,
            String message,
            String field,
            String given,
            String expected,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(text(code, message, field, given, expected), cause);
        this.code = code;
        this.field = field;
        this.given = given;
        this.expected = expected;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** Something given is wrong. */
    public static CleaveException invalid(String field, String given, String expected) {
        return new CleaveException(INVALID_ARGUMENT, "", field, given, expected, false, null, null);
    }

    /** Some other trouble. */
    public static CleaveException of(String code, String message, boolean retryable, @Nullable Throwable cause) {
        return new CleaveException(code, message, "", "", "", retryable, null, cause);
    }

    private static String text(String code, String message, String field, String given, String expected) {
        String where = field.isEmpty() ? "" : field + ": " + given;
        String what = message.isEmpty() ? where : message;
        return code
                + (what.isEmpty() ? "" : ": " + what)
                + (expected.isEmpty() || what.contains(expected) ? "" : " (expected: " + expected + ")");
    }

    /** The kind, stable across releases. */
    public String code() {
        return code;
    }

    /** What it is about, as {@code job.labels}; empty if about nothing in particular. */
    public String field() {
        return field;
    }

    /** What was given there; possibly empty. */
    public String given() {
        return given;
    }

    /** What was expected there; possibly empty. */
    public String expected() {
        return expected;
    }

    /** Whether the same may be accepted later. The client has tried for a while already. */
    public boolean isRetryable() {
        return retryable;
    }

    /** How much later to try, if the cluster said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
