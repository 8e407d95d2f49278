package dev.cleave.core.coordination;

import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import org.jspecify.annotations.Nullable;

/** A subproblem under a lease that the lease's holder is not to solve: leased by itself, or finished and reported. */
abstract sealed class KnownEntry permits LeaseRecord, CheckpointedResult {

    /** Earlier than any time. */
    static final long NEVER = Long.MIN_VALUE;

    final PathKey key;
    final long weight;
    final long digest;

    @Nullable
    LeaseRecord parent;
    /** The way from the parent's subproblem to this one. */
    Path path;

    @Nullable
    Payload result;

    Measured measured = Measured.NOTHING;
    /** When the result was last sent to the parent's present holder. */
    long deliveredAt = NEVER;
    /** Whether the parent's present holder was told of it with its grant. */
    boolean promised;

    KnownEntry(PathKey key, @Nullable LeaseRecord parent, Path path, long weight, long digest) {
        this.key = key;
        this.parent = parent;
        this.path = path;
        this.weight = weight;
        this.digest = digest;
    }

    KnownChild toKnownChild() {
        return new KnownChild(path, weight, digest);
    }

    /** For people: from the root. */
    Path absolutePath() {
        Path absolute = path;
        LeaseRecord above = parent;
        while (above != null) {
            absolute = above.path.then(absolute);
            above = above.parent;
        }
        return absolute;
    }
}
