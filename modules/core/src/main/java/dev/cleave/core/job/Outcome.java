package dev.cleave.core.job;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;

/** How a job ended; exactly one of these, and it never changes. */
public sealed interface Outcome {

    /** The root problem's result is known. */
    record Succeeded(Payload result, Measured measured) implements Outcome {}

    /** The job cannot be finished. */
    record Failed(JobFailure failure) implements Outcome {}

    /** Somebody did not want the job any more. */
    record Cancelled() implements Outcome {}
}
