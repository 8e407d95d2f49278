package dev.cleave.cluster.controller;

import dev.cleave.core.coordination.NodeShare;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import java.util.Map;

/** Who watches a job from inside the controller's process. Called by actors, one at a time; must return at once. */
public interface JobObserver {

    /** How far the job is. Called several times a second. */
    void progress(Progress progress);

    /** Something worth telling people: a node that came or was lost. */
    void note(String line);

    /**
     * The job has ended. Called once, last.
     *
     * @param result the encoded result; if the job did not succeed, the best solution that it had found, or empty
     */
    void ended(Outcome outcome, byte[] result, Counts counts, Map<NodeId, NodeShare> shares);
}
