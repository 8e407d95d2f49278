package dev.cleave.core.journal;

/**
 * A record in its place.
 *
 * @param sequence 1 for the first of a job, one more for each
 * @param epoch the epoch of the controller that wrote it; the store refuses it if it has another
 */
public record JournalEntry(long sequence, long epoch, JournalRecord record) {}
