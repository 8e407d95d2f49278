package dev.cleave.service.store;

import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import org.jspecify.annotations.Nullable;

/**
 * A subproblem that crossed nodes: leased, or known.
 *
 * @param key which subproblem
 * @param parent the lease it came from; null for the root
 * @param path the way from the parent's subproblem to this one; from the root for the root: empty
 * @param weight its share of the job's weight
 * @param attempt how often it was leased; 0 for a result that a checkpoint reported
 * @param problemDigest a 64-bit digest of the encoded subproblem; 0 if unknown
 * @param problem the subproblem; null for the root, and where the result is known
 * @param result its result; null while it is not known
 * @param measured what it took; nothing while the result is not known
 */
public record JournalEntry(
        PathKey key,
        @Nullable PathKey parent,
        Path path,
        long weight,
        int attempt,
        long problemDigest,
        @Nullable Payload problem,
        @Nullable Payload result,
        Measured measured) {

    /** Whether the result is known. */
    public boolean isKnown() {
        return result != null;
    }
}
