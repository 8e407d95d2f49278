package dev.cleave.cli.client;

import dev.cleave.cli.command.Output;
import dev.cleave.cli.report.ProgressDisplay;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.JobEvent;
import dev.cleave.client.JobListener;
import dev.cleave.client.JobProgress;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.JobWatch;
import dev.cleave.core.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows one job to its end, and shows how far it is meanwhile. */
final class Follower implements JobListener {

    private static final long LOOK_MILLIS = 100;

    private final CleaveClient client;
    private final Output output;
    private final BlockingQueue<Optional<JobEvent>> events = new LinkedBlockingQueue<>();
    private volatile @Nullable CleaveException stopped;
    private JobProgress progress = JobProgress.NONE;
    private Instant since = Instant.now();

    Follower(CleaveClient client, Output output) {
        this.client = client;
        this.output = output;
    }

    /**
     * Waits for the end of a job.
     *
     * @param first what is known of it
     * @param told gets each event that is no progress, with the screen ready for a line
     * @return the job as it has ended
     * @throws CleaveException if the cluster is out of reach for too long
     */
    JobStatus follow(JobStatus first, Consumer<JobEvent> told) throws InterruptedException {
        JobStatus last = first;
        ProgressDisplay display = ProgressDisplay.on(output, first.program());
        JobWatch watch = client.watch(first.id(), this);
        try {
            while (true) {
                Optional<JobEvent> next = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    display.show(
                            shown(last), Duration.between(since, Instant.now()).toNanos());
                } else if (next.isEmpty()) {
                    break;
                } else if (next.get() instanceof JobEvent.Progressed progressed) {
                    progress = progressed.progress();
                } else {
                    display.clear();
                    told.accept(next.get());
                    if (next.get() instanceof JobEvent.Changed changed) {
                        last = changed.job();
                        since = last.startedAt().orElse(since);
                        display = ProgressDisplay.on(output, first.program());
                    }
                }
            }
        } finally {
            watch.close();
            display.clear();
        }
        CleaveException why = stopped;
        if (why != null) {
            throw why;
        }
        return client.job(first.id());
    }

    private Progress shown(JobStatus job) {
        String waitingFor = "";
        if (job.state() == JobState.QUEUED) {
            waitingFor = job.waitingFor().isEmpty() ? "queued" : job.waitingFor();
        }
        return new Progress(
                progress.fraction(),
                progress.nodes(),
                progress.lanes(),
                progress.busyLanes(),
                progress.pendingLeases(),
                progress.runningLeases(),
                waitingFor,
                progress.incumbent());
    }

    @Override
    public void happened(JobEvent event) {
        events.add(Optional.of(event));
    }

    @Override
    public void ended() {
        events.add(Optional.empty());
    }

    @Override
    public void stopped(CleaveException why) {
        stopped = why;
        events.add(Optional.empty());
    }
}
