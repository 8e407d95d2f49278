package dev.cleave.wire.value;

import org.jspecify.annotations.Nullable;

/** Why a value cannot become bytes or back; the message is for people. */
final class NotEncodableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotEncodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
