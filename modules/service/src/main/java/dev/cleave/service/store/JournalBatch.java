package dev.cleave.service.store;

import dev.cleave.core.job.JobId;
import dev.cleave.core.path.PathKey;
import java.util.List;

/**
 * What a coordinator decided since its last batch; kept as a whole or not at all.
 *
 * @param job its job
 * @param entries leases granted and results known; each replaces what was written for its key
 * @param settled what need not be known any more, such as results under a lease that is done; removed before the
 *     entries are written
 */
public record JournalBatch(JobId job, List<JournalEntry> entries, List<PathKey> settled) {

    /** Immutable. */
    public JournalBatch {
        entries = List.copyOf(entries);
        settled = List.copyOf(settled);
    }
}
