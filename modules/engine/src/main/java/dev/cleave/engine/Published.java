package dev.cleave.engine;

import dev.cleave.core.measure.Weight;

/** A frame with children that any lane may claim. */
final class Published {

    final LeaseRun lease;
    final Frame frame;

    /** How many levels the frame stands below the job's root. */
    final int depth;

    Published(LeaseRun lease, Frame frame, int depth) {
        this.lease = lease;
        this.frame = frame;
        this.depth = depth;
    }

    long childWeight() {
        return Weight.ofChild(frame.weight, 0, frame.count);
    }
}
