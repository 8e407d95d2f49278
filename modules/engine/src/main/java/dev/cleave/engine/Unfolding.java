package dev.cleave.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fetches and divides children of frames on offer before they are given away. Belongs to one lane. */
final class Unfolding {

    private final Kernel kernel;
    private final LaneFrames frames;
    private final UserCode code;

    Unfolding(Kernel kernel, LaneFrames frames, UserCode code) {
        this.kernel = kernel;
        this.frames = frames;
        this.code = code;
    }

    /**
     * Divides a child of a frame on offer, for others to take its children.
     *
     * @return what can be claimed now; null if the child is none that divides further, and is to be solved as it is, or
     *     if its lease is over
     */
    @Nullable
    Published expand(Piece child, Object problem) {
        Frame parent = Objects.requireNonNull(child.parent());
        if (!kernel.granularity.isFine()) {
            frames.publish(Integer.MAX_VALUE, 0);
        }
        code.begin(child.lease());
        code.at(parent, child.index());
        try {
            Frame frame = code.divideOnly(parent, child, problem);
            if (frame == null) {
                return null;
            }
            frame.publishUnowned();
            return new Published(child.lease(), frame, child.depth());
        } catch (UserFailure failure) {
            code.fail(failure);
            return null;
        }
    }

    /** The problem of a piece; null if the user's list threw, and with it the lease failed. */
    @Nullable
    Object problemOf(Piece child) {
        Frame parent = Objects.requireNonNull(child.parent());
        code.begin(child.lease());
        code.at(parent, -1);
        try {
            return Piece.problemOf(parent, child.index());
        } catch (UserFailure failure) {
            code.fail(failure);
            return null;
        }
    }
}
