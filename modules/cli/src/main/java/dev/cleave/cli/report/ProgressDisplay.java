package dev.cleave.cli.report;

import dev.cleave.core.job.Progress;

/** Shows how far a job is while it runs. Used by one thread. */
public interface ProgressDisplay {

    /**
     * Shows the state of the job.
     *
     * @param progress how far it is
     * @param elapsedNanos since the job started
     */
    void show(Progress progress, long elapsedNanos);

    /** Leaves the screen ready for other lines; may be called again and again. */
    void clear();

    /** Shows nothing. */
    ProgressDisplay NONE = new ProgressDisplay() {
        @Override
        public void show(Progress progress, long elapsedNanos) {}

        @Override
        public void clear() {}
    };
}
