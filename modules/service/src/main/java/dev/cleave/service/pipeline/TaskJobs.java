package dev.cleave.service.pipeline;

import dev.cleave.core.pipeline.Demand;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.PipelineText;
import dev.cleave.service.store.Submission;
import java.util.Map;

/** Makes jobs of what tasks do, and values of what jobs have left. Waits for the disk. Safe for use by many threads. */
public interface TaskJobs {

    /** The name of some work on its inputs, as a SHA-256: with the digests of the programs and files that it names. */
    String key(ResolvedWork work, PipelineText pipeline);

    /**
     * The job that does it.
     *
     * @param labels to find it again by
     * @param owner who pays for it
     * @param key its idempotency key
     * @throws RuntimeException a refusal, or a failure to write, as for any job that is submitted
     */
    Submission job(
            ResolvedWork work,
            Demand demand,
            PipelineText pipeline,
            Map<String, String> labels,
            String owner,
            String key);

    /** Whether the files are here that work has left before. */
    boolean isHere(TaskValue value);

    /** What a job's end means for the work that it did. */
    TaskOutcome outcome(ResolvedWork work, JobEnd end);
}
