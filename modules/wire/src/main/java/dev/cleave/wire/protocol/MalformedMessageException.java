package dev.cleave.wire.protocol;

import dev.cleave.api.Code;

/**
 * Thrown when bytes are not a message of the kind expected: garbled, cut off, or from a release that speaks otherwise.
 * The only exception that decoding a message throws.
 */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what was given and what was expected
     */
    public MalformedMessageException(String message) {
        super(message);
    }

    MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The kind of failure: {@link Code#INTERNAL}. */
    public Code code() {
        return Code.INTERNAL;
    }
}
