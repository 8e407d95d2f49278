package dev.cleave.cluster;

import dev.cleave.core.job.Progress;

/** Who watches a job. Called one at a time, from threads of the cluster; must return at once. */
public interface JobListener {

    /** Hears nothing. */
    JobListener SILENT = new JobListener() {};

    /** How far the job is. Called several times a second. */
    default void progress(Progress progress) {}

    /** Something worth telling people: a node that came, or was lost. */
    default void note(String line) {}
}
