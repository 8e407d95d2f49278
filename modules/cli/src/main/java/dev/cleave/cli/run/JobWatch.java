package dev.cleave.cli.run;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.report.ProgressDisplay;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.core.measure.Measured;
import java.util.List;
import java.util.Optional;

/** Waits for a job to end, shows how far it is, and gives it up when its time is over or a signal came. */
final class JobWatch {

    private static final long LOOK_NANOS = 100_000_000L;
    private static final long GRACE_NANOS = 4_000_000_000L;

    private final RunningJob job;
    private final ProgressDisplay display;
    private final Deadline deadline;
    private final long startedNanos = System.nanoTime();

    JobWatch(RunningJob job, ProgressDisplay display, Deadline deadline) {
        this.job = job;
        this.display = display;
        this.deadline = deadline;
    }

    /** Waits until the job has ended, one way or another. */
    Ended watch() {
        try {
            while (!deadline.isOver()) {
                Optional<Ended> ended = job.await(Math.min(LOOK_NANOS, deadline.remainingNanos()));
                if (ended.isPresent()) {
                    return ended.get();
                }
                display.show(job.progress(), elapsedNanos());
            }
            JobFailure timeout = JobFailure.of(Code.TIMEOUT, "", deadline.message());
            job.fail(timeout);
            return lastWords().orElseGet(() -> Ended.without(timeout, elapsedNanos()));
        } catch (InterruptedException signal) {
            job.cancel();
            return cancelled();
        }
    }

    /** The job was told to end; it gets a moment to say what was counted. */
    private Optional<Ended> lastWords() throws InterruptedException {
        return job.await(GRACE_NANOS);
    }

    private Ended cancelled() {
        try {
            Optional<Ended> ended = lastWords();
            if (ended.isPresent() && ended.get().state() != State.FAILED) {
                return ended.get();
            }
        } catch (InterruptedException again) {
            // then without them
        }
        return new Ended(State.CANCELLED, null, null, Measured.NOTHING, Ended.NO_COUNTS, List.of(), elapsedNanos());
    }

    private long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }
}
