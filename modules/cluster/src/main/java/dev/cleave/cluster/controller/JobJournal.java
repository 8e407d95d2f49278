package dev.cleave.cluster.controller;

import dev.cleave.core.journal.JobImage;
import dev.cleave.core.journal.JournalEntry;
import dev.cleave.wire.blob.BlobFolder;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The journal of one job, for the term of one controller: what was written before, and the place to write on.
 *
 * <p>Used by one coordinator; must return at once unless it says otherwise.
 */
public interface JobJournal {

    /** What became of a batch. */
    enum Written {
        /** It is on disk. */
        YES,
        /** Nobody knows; the same entries, and perhaps more behind them, are written again after a while. */
        FAILED,
        /** It is not, and nothing will be: another controller's term has begun. */
        OVER,
        /** It is not, and nothing will be: the job does not run any more. */
        NO_JOB
    }

    /**
     * Where the job's blobs are; called once, before anything is written. The journal puts there what it names and has elsewhere;
     * may block.
     */
    default void begin(BlobFolder blobs) {}

    /** What the journal said when it was read. */
    JobImage image();

    /** The place of its last entry then, 0 if it was empty. */
    long lastSequence();

    /**
     * Writes entries behind those that are there, all or none; those of them that are there already count as written.
     *
     * @return never fails; may be completed on any thread
     */
    CompletionStage<Written> append(List<JournalEntry> batch);
}
