package dev.cleave.service.keeper;

import dev.cleave.cluster.controller.NodeView;
import dev.cleave.core.job.JobId;
import java.util.Map;

/**
 * A node as the keeper sees it.
 *
 * @param view what the node said of itself
 * @param state whether it takes work
 * @param joinedAt when, in milliseconds UTC
 * @param lanesByJob which job has how many of its lanes
 */
public record KeptNode(NodeView view, State state, long joinedAt, Map<JobId, Integer> lanesByJob) {

    /** Whether a node takes work. */
    public enum State {
        /** It does. */
        UP,
        /** It gives back what it has. */
        DRAINING,
        /** It has nothing any more, and takes nothing. */
        DRAINED
    }
}
