package dev.cleave.core.share;

import dev.cleave.core.job.JobId;

/** Where a node's decisions about lanes go. Implemented by the node, or by a simulation. */
public interface LanePort {

    /**
     * A job has so many lanes from now on. Lanes are taken from jobs before they are given to others.
     *
     * @param lanes how many, at least 0
     */
    void give(JobId job, int lanes);
}
