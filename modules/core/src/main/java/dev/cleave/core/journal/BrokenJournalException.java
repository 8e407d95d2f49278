package dev.cleave.core.journal;

/** Thrown when records are not in an order in which a coordinator can have written them. */
public final class BrokenJournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenJournalException(String message) {
        super(message);
    }
}
