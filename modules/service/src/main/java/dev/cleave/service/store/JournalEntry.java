package dev.cleave.service.store;

import java.util.Arrays;

/**
 * Some records of a job's journal that were written together.
 *
 * @param first the place of the first in the journal, from 1; 0 if they stand for all up to {@code last}
 * @param last the place of the last
 * @param epoch the term in which they were written; of no account where {@code first} is 0
 * @param records the records, encoded; must not be changed
 */
public record JournalEntry(long first, long last, long epoch, byte[] records) {

    /** Whether the records stand for all entries up to {@code last}. */
    public boolean isSnapshot() {
        return first == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalEntry that
                && first == that.first
                && last == that.last
                && epoch == that.epoch
                && Arrays.equals(records, that.records);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first) * 31 + Arrays.hashCode(records);
    }

    @Override
    public String toString() {
        return "JournalEntry[" + first + " to " + last + " of epoch " + epoch + ", " + records.length + " bytes]";
    }
}
