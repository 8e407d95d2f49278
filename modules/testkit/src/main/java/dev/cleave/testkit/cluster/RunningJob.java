package dev.cleave.testkit.cluster;

import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobReport;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.wire.value.ValueRefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job with a known answer that was submitted to a {@link LocalCluster}. Thread-safe. */
public final class RunningJob {

    private final KnownJob job;
    private final JobHandle handle;
    private final CompletableFuture<JobReport> report;

    RunningJob(KnownJob job, JobHandle handle) {
        this.job = job;
        this.handle = handle;
        this.report = handle.report().toCompletableFuture();
    }

    /** How far it is. */
    public Progress progress() {
        return handle.progress();
    }

    /** Whether it has ended, one way or another. */
    public boolean hasEnded() {
        return report.isDone();
    }

    /** Ends it as cancelled, unless it has ended. */
    public void cancel() {
        handle.cancel();
    }

    /**
     * Waits until it has ended.
     *
     * @return whether it has
     */
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            report.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job's report was to complete normally, always", e);
        }
    }

    /**
     * How it ended, and what was counted.
     *
     * @throws IllegalStateException if it has not ended
     */
    public JobReport report() {
        if (!hasEnded()) {
            throw new IllegalStateException(job + " has not ended, " + progress());
        }
        return report.join();
    }

    /**
     * The result as the job renders it; how it ended otherwise, in words.
     *
     * @throws IllegalStateException if it has not ended
     */
    public String answer() {
        JobReport ended = report();
        if (ended.outcome() instanceof Outcome.Succeeded) {
            try {
                return job.render(ended.result());
            } catch (ValueRefusedException e) {
                return "a result that cannot be decoded: " + e.getMessage();
            }
        }
        if (ended.outcome() instanceof Outcome.Failed failed) {
            return "failed: " + failed.failure();
        }
        return "cancelled";
    }
}
