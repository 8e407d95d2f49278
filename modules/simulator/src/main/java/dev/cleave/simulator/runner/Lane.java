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

    /** When that is, and whether a step kills or fails then; of use while {@link #end} is there only. */
    long endsAt;

    boolean endsBadly;

    Lane(int place) {
        this.place = place;
    }

    boolean isIdle() {
        return frame == null;
    }

    /** Whether its end needs no other plan: what follows it is looked at only then. */
    boolean isPlannedFor(long at, boolean badly) {
        return end != null && endsAt == at && !badly && !endsBadly;
    }

    void cancelEnd() {
        if (end != null) {
            end.cancel();
            end = null;
        }
    }

    void clear() {
        cancelEnd();
        frame = null;
    }
}
