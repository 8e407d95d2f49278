package dev.cleave.core.journal;

import java.util.List;

/**
 * Reads a job's journal.
 *
 * <p>Every beginning of a journal is a journal: what was written after the last flush may be missing, and the image is that of a
 * moment a little earlier. Not thread-safe.
 */
public final class Replay {

    private final JobImage image = new JobImage();
    private long sequence;

    /** At the beginning of a journal. */
    public Replay() {}

    /**
     * Behind the beginning of a journal, in whose place are the records of its image, see {@link JobImage#records()}.
     *
     * @param sequence the place of the last entry that they stand for
     * @throws BrokenJournalException if they are not those of an image
     */
    public Replay(List<JournalRecord> beginning, long sequence) {
        beginning.forEach(image::apply);
        this.sequence = sequence;
    }

    /**
     * Takes in the next entry.
     *
     * @throws BrokenJournalException if an entry is missing before it, it is from an earlier controller than the one before, or
     *     its record cannot come next
     */
    public void next(JournalEntry entry) {
        if (entry.sequence() != sequence + 1) {
            throw new BrokenJournalException("entry " + entry.sequence() + " (expected: " + (sequence + 1) + ")");
        }
        boolean begins = entry.record() instanceof JournalRecord.Begun;
        if (entry.epoch() != image.epoch() && !begins) {
            throw new BrokenJournalException(
                    "entry " + entry.sequence() + " of epoch " + entry.epoch() + " (expected: " + image.epoch() + ")");
        }
        try {
            image.apply(entry.record());
        } catch (BrokenJournalException e) {
            throw new BrokenJournalException("entry " + entry.sequence() + ": " + e.getMessage());
        }
        sequence = entry.sequence();
    }

    /** What has been read so far. */
    public JobImage image() {
        return image;
    }

    /** The last entry's place, 0 if there was none. */
    public long sequence() {
        return sequence;
    }
}
