package dev.cleave.service.store;

import dev.cleave.core.job.JobId;
import java.util.List;

/**
 * What a coordinator decided since its last batch; kept as a whole or not at all.
 *
 * @param job its job
 * @param snapshot what stands in place of all entries up to its last one, which are removed; one that
 *     {@link JournalEntry#isSnapshot() is a snapshot}; empty or one
 * @param entries in order; each replaces what was written at its place
 */
public record JournalBatch(JobId job, List<JournalEntry> snapshot, List<JournalEntry> entries) {

    /** Immutable. */
    public JournalBatch {
        snapshot = List.copyOf(snapshot);
        entries = List.copyOf(entries);
        if (snapshot.size() > 1 || snapshot.stream().anyMatch(entry -> !entry.isSnapshot())) {
            throw new IllegalArgumentException("snapshot: " + snapshot + " (expected: at most one, at place 0)");
        }
    }
}
