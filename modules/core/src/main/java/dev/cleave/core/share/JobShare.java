package dev.cleave.core.share;

/**
 * A running job's part in one node.
 *
 * @param weight compared with other jobs on the node, above 0
 * @param maxLanes how many of the node's lanes it may have at most, at least 0
 */
public record JobShare(double weight, int maxLanes) {

    public JobShare {
        if (!(weight > 0) || Double.isInfinite(weight) || maxLanes < 0) {
            throw new IllegalArgumentException("share: weight " + weight + ", at most " + maxLanes
                    + " lanes (expected: a weight above 0, and 0 lanes or more)");
        }
    }
}
