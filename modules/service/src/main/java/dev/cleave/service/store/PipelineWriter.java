package dev.cleave.service.store;

import dev.cleave.core.pipeline.run.RunRecord;

/**
 * The pen of one controller's term for runs of pipelines. What {@link Writer} says of its calls holds for these.
 */
public interface PipelineWriter {

    /**
     * Accepts a run.
     *
     * @return the run; the one that was made before if this request was accepted before, which is one with the same id, or the same
     *     owner and idempotency key, and the same digest
     * @throws StoreException IDEMPOTENCY_CONFLICT if the owner used the key for another request; ID_TAKEN; STORE_FULL
     */
    AcceptedRun submit(PipelineSubmission submission);

    /**
     * Keeps what was decided. Making the same call again changes nothing.
     *
     * @return false if there is no such run, and nothing was written
     */
    boolean keep(PipelineChange change);

    /**
     * Begins the next round of a run that has ended.
     *
     * @param pipeline what runs from now on
     * @param record where it stands then
     * @return false if it has not ended, or the round has begun
     */
    boolean resume(String run, PipelineText pipeline, RunRecord record);

    /** Keeps a schedule, in place of the one that the owner had of this name. */
    void putSchedule(PipelineSchedule schedule);

    /** A time of a schedule was seen to. Returns false if there is none. */
    boolean seenTo(String owner, String schedule, long at);

    /** Forgets a schedule. Returns whether there was one. */
    boolean removeSchedule(String owner, String schedule);
}
