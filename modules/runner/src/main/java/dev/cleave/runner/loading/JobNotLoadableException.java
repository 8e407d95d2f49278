package dev.cleave.runner.loading;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;

/** Thrown when a job's class, root problem or program cannot be had, or its arguments are refused. */
public final class JobNotLoadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JobFailure failure;

    JobNotLoadableException(Code code, String message) {
        super(message);
        this.failure = JobFailure.of(code, "", message);
    }

    JobNotLoadableException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.failure =
                new JobFailure(code, "", message, JobFailure.of(code, "", cause).stackTrace());
    }

    /** Why, with a code: JOB_NOT_LOADABLE or INVALID_ARGUMENT. */
    public JobFailure failure() {
        return failure;
    }
}
