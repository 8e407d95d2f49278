package dev.cleave.core.coordination;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.path.PathKey;

/** A finished subproblem under a running lease, as a checkpoint reported it. */
final class CheckpointedResult extends KnownEntry {

    final int bytes;

    CheckpointedResult(PathKey key, LeaseRecord parent, FinishedChild finished) {
        super(key, parent, finished.path(), finished.weight(), finished.problemDigest());
        this.result = finished.result();
        this.measured = finished.measured();
        this.bytes = (finished.result() instanceof Payload.Inline inline ? inline.bytes().length : 64)
                + 4 * finished.path().length();
    }
}
