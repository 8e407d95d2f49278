package dev.cleave.engine;

import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import org.jspecify.annotations.Nullable;

/** A subproblem whose result comes from elsewhere: it was given away, or it is known. */
final class Awaited {

    final LeaseRun lease;
    final PathKey key;

    private @Nullable Frame frame;
    private int index;
    private boolean arrived;
    private @Nullable Object result;
    private Measured measured = Measured.NOTHING;

    Awaited(LeaseRun lease, PathKey key) {
        this.lease = lease;
        this.key = key;
    }

    /** Where the result goes is now known. Returns the frame if that result was there before and made it complete. */
    @Nullable
    Frame bind(Frame place, int child) {
        synchronized (this) {
            frame = place;
            index = child;
            if (!arrived) {
                return null;
            }
        }
        return give(place);
    }

    /** The result is here. Returns the frame if that made it complete; a second result has no effect. */
    @Nullable
    Frame arrive(@Nullable Object value, Measured cost) {
        Frame place;
        synchronized (this) {
            if (arrived) {
                return null;
            }
            arrived = true;
            result = value;
            measured = cost;
            place = frame;
        }
        return place == null ? null : give(place);
    }

    private @Nullable Frame give(Frame place) {
        // The child itself was counted when its parent was divided.
        long subproblems = Math.max(0, measured.subproblems() - 1);
        return place.deliver(index, result, measured.workNanos(), measured.spanNanos(), subproblems) ? place : null;
    }
}
