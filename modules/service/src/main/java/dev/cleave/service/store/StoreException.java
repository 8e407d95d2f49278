package dev.cleave.service.store;

import org.jspecify.annotations.Nullable;

/** Thrown when the store refuses; the message says what was given and what was expected. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StoreCode code;
    private final String detail;

    /**
     * A refusal.
     *
     * @param code the kind of refusal
     * @param message what was given and what was expected
     */
    public StoreException(StoreCode code, String message) {
        this(code, message, null);
    }

    /**
     * A refusal caused by something underneath.
     *
     * @param code the kind of refusal
     * @param message what was given and what was expected
     * @param cause what the database or the file system said
     */
    public StoreException(StoreCode code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
        this.detail = message;
    }

    /** The kind of refusal. */
    public StoreCode code() {
        return code;
    }

    /** What was given and what was expected, without the code. */
    public String detail() {
        return detail;
    }
}
