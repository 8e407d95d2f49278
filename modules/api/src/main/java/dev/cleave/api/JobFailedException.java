package dev.cleave.api;

/** Thrown to a caller that waits for the result of a job that failed. */
public final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JobFailure failure;

    /**
     * Wraps a failure.
     *
     * @param failure why and where the job failed
     */
    public JobFailedException(JobFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    /**
     * Why and where the job failed.
     *
     * @return the failure
     */
    public JobFailure failure() {
        return failure;
    }
}
