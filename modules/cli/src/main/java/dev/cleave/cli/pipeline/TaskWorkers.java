package dev.cleave.cli.pipeline;

import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.run.TaskOutcome;

/** Whoever does the work of a run's tasks. */
interface TaskWorkers extends AutoCloseable {

    /** Told how an attempt ended, once, from any thread. */
    @FunctionalInterface
    interface Ending {
        void ended(TaskOutcome outcome, long nanos);
    }

    /** An attempt under way. */
    @FunctionalInterface
    interface Attempt {

        /** Has it end soon; its end is told as always. */
        void cancel();
    }

    /**
     * Starts an attempt.
     *
     * @param name what to call it in logs
     * @param task what it belongs to
     * @param work what to do
     * @param lanes how many lanes it has
     * @param ending told of its end
     */
    Attempt start(String name, PipelineTask task, ResolvedWork work, int lanes, Ending ending);

    /** Ends whatever still runs. */
    @Override
    void close();
}
