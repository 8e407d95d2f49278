package dev.cleave.core.journal;

import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import org.jspecify.annotations.Nullable;

/** What the journal says of a subproblem whose result is known, or which is a lease. Read it; only a {@link JobImage} changes it. */
public sealed class KeptImage permits LeaseImage {

    final PathKey key;
    final long weight;
    final long problemDigest;

    @Nullable
    LeaseImage parent;

    Path path;

    @Nullable
    Payload result;

    Measured measured = Measured.NOTHING;
    /** Whether the parent's present holder was told of it with its grant. */
    boolean promised;

    KeptImage(PathKey key, @Nullable LeaseImage parent, Path path, long weight, long problemDigest) {
        this.key = key;
        this.parent = parent;
        this.path = path;
        this.weight = weight;
        this.problemDigest = problemDigest;
    }

    /** The subproblem. */
    public PathKey key() {
        return key;
    }

    /** The lease under which it lies; null for the root. */
    public @Nullable LeaseImage parent() {
        return parent;
    }

    /** The way from the parent's subproblem to it. */
    public Path path() {
        return path;
    }

    /** Its share of the job's weight. */
    public long weight() {
        return weight;
    }

    /** A digest of the encoded subproblem, 0 if unknown. */
    public long problemDigest() {
        return problemDigest;
    }

    /** Its result; null if that is not known. */
    public @Nullable Payload result() {
        return result;
    }

    /** Whether the parent's present holder was told of it with its grant, and relies on it. */
    public boolean isPromised() {
        return promised;
    }

    /** What it took to solve, if the result is known. */
    public Measured measured() {
        return measured;
    }
}
