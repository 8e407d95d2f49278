package dev.cleave.core.journal;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.protocol.ToNode;
import java.util.List;

/** Where a {@link JournalWriter} puts its batches, and what it lets go once they are on disk. */
public interface JournalPort {

    /**
     * Writes a batch, in one transaction that checks the epoch. {@link JournalWriter#written} or
     * {@link JournalWriter#notWritten} must follow; until then there is no other.
     */
    void write(List<JournalEntry> batch);

    /** Sends a message to a node. */
    void send(NodeId node, ToNode message);

    /** The job has ended, and that is on disk. */
    void ended(Outcome outcome);
}
