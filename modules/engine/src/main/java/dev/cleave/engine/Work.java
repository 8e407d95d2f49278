package dev.cleave.engine;

/** Something for a lane to do: a piece to solve, or a frame whose results are all there. */
sealed interface Work permits Piece, Work.Ready {

    LeaseRun lease();

    /** A frame without an owner that has all its results: to be combined, and carried upward. */
    record Ready(LeaseRun lease, Frame frame) implements Work {}
}
