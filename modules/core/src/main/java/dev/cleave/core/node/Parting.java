package dev.cleave.core.node;

import dev.cleave.core.protocol.FromRunner;

/**
 * When a node that drains parts with leases that it has begun: once nothing of them runs there, as their frames only wait for
 * results from elsewhere.
 *
 * <p>First no lane is busy, nothing more could be given away, and the coordinator knows of all that was: from then on no result
 * is passed on to the runner, so that nothing can begin. Once it is certain that nothing runs, the runner is asked what its
 * frames hold, which the coordinator is told; then the leases go back. Whoever is granted them next makes the frames anew and
 * is given all that is known: nothing is executed twice, but the steps on the way to it and what is too small to be told of.
 *
 * <p>Without this the node that holds the root would be needed until the job's end.
 */
final class Parting {

    private boolean gaveNothing;
    private boolean isStill;
    private boolean isAsked;

    /** The runner has answered a request to give away. */
    void gave(boolean some) {
        gaveNothing = !some;
    }

    /** Whether results are not to be passed on any more. */
    boolean isStill() {
        return isStill;
    }

    /**
     * Looks whether it is time.
     *
     * @param allBegun whether there are leases, and every one of them was begun
     * @param allKnown whether the coordinator has acknowledged everything
     * @param quiet whether it is certain that no lane runs
     * @return whether to ask for a checkpoint, which {@link #checkpointTaken} is to be told of
     */
    boolean look(FromRunner.Status status, boolean allBegun, boolean allKnown, boolean quiet) {
        boolean waits = allBegun && allKnown && gaveNothing && status.busyLanes() == 0 && status.queuedLeases() == 0;
        isStill |= waits;
        boolean asks = waits && quiet && !isAsked;
        isAsked |= asks;
        return asks;
    }

    /** A checkpoint was taken. Returns whether it was asked for here. */
    boolean checkpointTaken() {
        boolean was = isAsked;
        isAsked = false;
        return was;
    }

    /** The runner is gone, and its frames with it. */
    void startOver() {
        gaveNothing = false;
        isStill = false;
        isAsked = false;
    }
}
