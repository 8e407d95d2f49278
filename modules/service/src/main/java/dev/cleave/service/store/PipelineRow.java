package dev.cleave.service.store;

import dev.cleave.core.pipeline.run.RunRecord;

/**
 * A run of a pipeline as the store knows it.
 *
 * @param submission what was asked for; the pipeline as it was mended last
 * @param record where it stands
 * @param endedAt when it ended, in milliseconds UTC; 0: not yet
 */
public record PipelineRow(PipelineSubmission submission, RunRecord record, long endedAt) {

    /** A run that was just accepted. */
    public static PipelineRow accepted(PipelineSubmission submission) {
        return new PipelineRow(submission, RunRecord.FIRST, 0);
    }

    /** The run's name. */
    public String id() {
        return submission.id();
    }
}
