package dev.cleave.simulator.runner;

import dev.cleave.simulator.clock.VirtualClock;
import org.jspecify.annotations.Nullable;

/** One lane: runs some children of a frame, one after the other, as plain recursion. */
final class Lane {

    /** Its place among the lanes; -1 once it is not used any more. */
    int place;

    @Nullable
    Frame frame;

    int from;
    int to;
    /** When the first of them began. */
    long beganAt;
    /** Up to when its busy time is counted. */
    long countedAt;

    VirtualClock.@Nullable Event end;

    Lane(int place) {
        this.place = place;
    }

    boolean isIdle() {
        return frame == null;
    }

    void clear() {
        if (end != null) {
            end.cancel();
        }
        end = null;
        frame = null;
    }
}
