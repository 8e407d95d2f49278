package dev.cleave.api;

/** Thrown when a named value is unknown, of the wrong type or out of range; the message says what was expected. */
public final class InvalidArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message the name, what was given and what was expected
     */
    public InvalidArgumentException(String message) {
        super(message);
    }
}
