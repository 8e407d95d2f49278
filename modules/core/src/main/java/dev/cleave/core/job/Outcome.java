package dev.cleave.core.job;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;

/** How a job ended; exactly one of these, and it never changes. */
public sealed interface Outcome {

    /**
     * The root problem's result is known.
     *
     * @param text the result for people, as the job renders it; shortened if it is long, empty if it is not known
     */
    record Succeeded(Payload result, Measured measured, String text) implements Outcome {

        /** A result whose text is not known. */
        public Succeeded(Payload result, Measured measured) {
            this(result, measured, "");
        }
    }

    /** The job cannot be finished. */
    record Failed(JobFailure failure) implements Outcome {}

    /** Somebody did not want the job any more. */
    record Cancelled() implements Outcome {}
}
