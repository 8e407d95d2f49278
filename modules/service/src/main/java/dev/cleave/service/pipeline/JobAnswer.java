package dev.cleave.service.pipeline;

import dev.cleave.core.job.JobId;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.service.keeper.Refused;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for a job.
 *
 * @param job the job, if it was accepted
 * @param again after how long to ask again, if that may help
 * @param failure how the attempt has failed, if it never will be accepted
 * @param cause what was thrown
 */
record JobAnswer(
        Optional<JobId> job,
        Optional<Duration> again,
        Optional<TaskOutcome> failure,
        @Nullable Throwable cause) {

    private static final Duration SOON = Duration.ofSeconds(1);

    static JobAnswer accepted(JobId job) {
        return new JobAnswer(Optional.of(job), Optional.empty(), Optional.empty(), null);
    }

    /** What a refusal means. */
    static JobAnswer refused(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Refused refused) {
            long nanos = refused.refusal().retryAfterNanos();
            return nanos > 0
                    ? again(Duration.ofNanos(nanos), cause)
                    : failed(refused.refusal().code().name(), refused.refusal().message(), cause);
        }
        if (cause instanceof Refusal refusal) {
            return refusal.error().getRetryable()
                    ? again(SOON, cause)
                    : failed(refusal.code().name(), refusal.error().getMessage(), cause);
        }
        if (cause instanceof StoreException stored) {
            return switch (stored.code()) {
                case STORE_FULL, STORE_UNREACHABLE, STORE_FAILED, STORE_CORRUPT -> again(SOON, cause);
                case EPOCH_LOST, STORE_CLOSED ->
                    new JobAnswer(Optional.empty(), Optional.empty(), Optional.empty(), cause);
                default -> failed(stored.code().name(), stored.detail(), cause);
            };
        }
        if (cause instanceof UnresolvedException) {
            return failed("UNRESOLVED", String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof RejectedExecutionException) {
            return again(SOON, cause);
        }
        return failed("INTERNAL", String.valueOf(cause), cause);
    }

    private static JobAnswer again(Duration wait, Throwable cause) {
        return new JobAnswer(Optional.empty(), Optional.of(wait), Optional.empty(), cause);
    }

    private static JobAnswer failed(String code, String message, Throwable cause) {
        return new JobAnswer(
                Optional.empty(), Optional.empty(), Optional.of(new TaskOutcome.Failed(code, message, false)), cause);
    }
}
