package dev.cleave.service.keeper;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.controller.NodeView;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.queue.Allowance;
import dev.cleave.core.queue.Explanation;
import dev.cleave.core.queue.JobQueue;
import dev.cleave.core.queue.JobRequest;
import dev.cleave.core.queue.QueuePort;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.core.queue.Refusal;
import dev.cleave.core.queue.StopReason;
import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the jobs of one controller's term: the shell of {@link JobQueue} and of the shares of lanes.
 *
 * <p>All decisions are made on one thread, in the order in which things happen. What is decided is written to the store
 * first and done then: a job is begun when the store has its beginning, and is over when the store has its end. So
 * whatever moment the process dies at, the next controller finds each accepted job, and none twice. A write that the store
 * refuses for its term ({@code EPOCH_LOST}) ends the term: from then on nothing is done any more.
 *
 * <p>Safe for use by many threads.
 */
public final class JobKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobKeeper.class);
    private static final long COUNT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long INLINE_BYTES = 64 << 10;

    /** What the keeper works with. */
    public record Parts(
            Store store,
            Writer writer,
            Workforce workforce,
            CodeFiles code,
            ResultBlobs results,
            Happenings happenings,
            InstantSource clock,
            Runnable termLost) {}

    private final Parts parts;
    private final Writer writer;
    private final KeeperThread thread;
    private final JobQueue queue;
    private final NodeBook nodes;
    private final Map<JobId, RunningJob> running = new LinkedHashMap<>();
    private final Map<JobId, JobReport> reports = new HashMap<>();
    private @Nullable Refusal refusal;
    private long countedAt = System.nanoTime();
    private volatile boolean lost;

    /** A keeper that has not begun. */
    public JobKeeper(Parts parts, QueueSettings settings) {
        this.parts = parts;
        this.writer = parts.writer();
        this.queue = new JobQueue(settings, new Port());
        this.nodes = new NodeBook(parts.workforce());
        this.thread = new KeeperThread(this::failed, this::dueAt, this::tick);
    }

    /** Takes over what the store has from earlier terms: jobs that waited wait, jobs that ran wait for another run. */
    public CompletionStage<Integer> begin() {
        return thread.call(() -> {
            for (OwnerRow owner : parts.store().owners()) {
                queue.ownerTerms(owner.name(), Requests.terms(owner), now());
            }
            List<JobRow> unfinished = parts.store().jobs().unfinished();
            for (JobRow row : unfinished) {
                if (row.state() == JobState.RUNNING) {
                    writer.requeue(row.id(), millis(), millis(), "the controller was started anew");
                }
                queue.restoreWaiting(Requests.of(row.submission(), millis(), now()), row.attempt(), now());
            }
            return unfinished.size();
        });
    }

    /**
     * Accepts a job: it has a place in the queue, and then it is in the store.
     *
     * @param elsewhere runs what may block
     * @return the job; fails with {@link Refused} or a {@link StoreException}
     */
    public CompletionStage<Accepted> submit(Submission submission, java.util.concurrent.Executor elsewhere) {
        JobId id = submission.id();
        return thread.call(() -> {
                    JobRequest request = Requests.of(submission, millis(), now());
                    refusal = null;
                    if (!queue.reserve(request, now())) {
                        throw new Refused(java.util.Objects.requireNonNull(refusal));
                    }
                    return id;
                })
                .thenApplyAsync(reserved -> store(submission), elsewhere);
    }

    private Accepted store(Submission submission) {
        JobId id = submission.id();
        boolean kept = false;
        try {
            Accepted accepted = writer.submit(submission);
            kept = accepted.isNew();
            return accepted;
        } catch (StoreException refused) {
            if (refused.code() == StoreCode.EPOCH_LOST) {
                thread.act(() -> failed(refused));
            }
            throw refused;
        } finally {
            boolean stored = kept;
            thread.act(() -> {
                if (stored) {
                    queue.stored(id, now());
                    parts.happenings().stored(id);
                } else {
                    queue.withdraw(id, now());
                }
            });
        }
    }

    /** Asks for the end of a job; answered when that was decided, not when it is over. */
    public CompletionStage<JobId> cancel(JobId id) {
        return thread.call(() -> {
            queue.cancel(id, now());
            return id;
        });
    }

    /** Why a job does not run, or not faster; empty if it has ended. */
    public CompletionStage<Optional<Explanation>> why(JobId id) {
        return thread.call(() -> queue.why(id, now()));
    }

    /** The nodes that there are. */
    public CompletionStage<List<KeptNode>> nodes() {
        return thread.call(nodes::all);
    }

    /** A node takes no more work; empty if there is none of that name. */
    public CompletionStage<Optional<KeptNode>> drain(String name) {
        return thread.call(() -> {
            Optional<NodeId> found = nodes.find(name);
            found.ifPresent(node -> {
                parts.workforce().drain(node);
                draining(node);
            });
            return found.flatMap(node -> nodes.all().stream()
                    .filter(kept -> kept.view().id().equals(node))
                    .findFirst());
        });
    }

    /** Hears which nodes there are. */
    public NodeListener nodeListener() {
        return new NodeListener() {
            @Override
            public void joined(NodeView node) {
                thread.act(() -> {
                    nodes.joined(node, millis());
                    queue.nodeJoined(node.id(), node.lanes(), now());
                    divide();
                });
            }

            @Override
            public void draining(NodeId node) {
                thread.act(() -> JobKeeper.this.draining(node));
            }

            @Override
            public void drained(NodeId node) {
                thread.act(() -> nodes.drained(node));
            }

            @Override
            public void lost(NodeId node, String why) {
                thread.act(() -> {
                    nodes.lost(node);
                    queue.nodeLeft(node, now());
                    divide();
                });
            }
        };
    }

    private void draining(NodeId node) {
        if (nodes.drains(node)) {
            queue.nodeDraining(node, now());
            divide();
        }
    }

    /** Whether the term has ended, for whatever reason. */
    public boolean isLost() {
        return lost;
    }

    /** Decides nothing any more. Jobs stay in the store as they are. */
    @Override
    public void close() {
        thread.close();
    }

    // ---- on the keeper's thread ----

    private final class Port implements QueuePort {

        @Override
        public void start(JobId job, int attempt, Allowance allowance) {
            RunningJob starting = new RunningJob(job, attempt, allowance);
            running.put(job, starting);
            thread.act(() -> keep(() -> begin(starting)));
        }

        @Override
        public void allow(JobId job, Allowance allowance) {
            RunningJob known = running.get(job);
            if (known != null) {
                known.allowance = allowance;
                thread.act(JobKeeper.this::divide);
            }
        }

        @Override
        public void stop(JobId job, StopReason reason) {
            RunningJob known = running.get(job);
            JobHandle handle = known == null ? null : known.handle;
            if (handle == null) {
                thread.act(() -> neverBegun(job, reason));
            } else if (reason == StopReason.CANCELLED) {
                handle.cancel();
            } else {
                handle.fail(deadlinePassed());
            }
        }

        @Override
        public void refuse(JobId job, Refusal why) {
            refusal = why;
        }

        @Override
        public void retryLater(JobId job, int attempt, long at) {
            reports.remove(job);
            long notBefore = millis() + Math.max(0, TimeUnit.NANOSECONDS.toMillis(at - now()));
            keep(() -> {
                writer.requeue(job, millis(), notBefore, "attempt " + attempt + " has failed");
                parts.happenings().stopped(job);
            });
        }

        @Override
        public void ended(JobId job, Outcome outcome) {
            JobEnd end = end(outcome, reports.remove(job));
            keep(() -> {
                writer.end(job, end);
                parts.happenings().stopped(job);
            });
        }
    }

    /** Does something that writes to the store; again and again while the store cannot, unless the term is lost. */
    private void keep(Runnable write) {
        try {
            write.run();
        } catch (StoreException e) {
            failed(e);
            if (!lost && e.code() != StoreCode.STORE_CLOSED) {
                thread.later(AGAIN_NANOS, () -> keep(write));
            }
        }
    }

    private void begin(RunningJob starting) {
        if (running.get(starting.id) != starting) {
            return; // stopped meanwhile
        }
        if (!writer.start(starting.id, millis())) {
            running.remove(starting.id);
            queue.jobEnded(
                    starting.id, new Outcome.Cancelled(), now()); // it has ended in the store: nothing changes that
            return;
        }
        parts.happenings().stored(starting.id);
        JobRow row = parts.store().jobs().find(starting.id).orElseThrow();
        try {
            JobHandle handle = parts.workforce()
                    .begin(
                            row.submission().spec(),
                            parts.code().jars(row.submission().spec()),
                            new Listener(starting.id));
            starting.handle = handle;
            handle.report().whenComplete((report, impossible) -> thread.act(() -> over(starting, report)));
            divide();
        } catch (IOException e) {
            running.remove(starting.id);
            JobFailure failure = JobFailure.of(Code.IO, "", "the job's code is not to be had: " + e.getMessage());
            queue.jobEnded(starting.id, new Outcome.Failed(failure), now());
        }
    }

    private void over(RunningJob job, JobReport report) {
        if (running.remove(job.id, job)) {
            count();
            reports.put(job.id, report);
            queue.jobEnded(job.id, report.outcome(), now());
            divide();
        }
    }

    private void neverBegun(JobId job, StopReason reason) {
        if (running.remove(job) != null) {
            queue.jobEnded(
                    job,
                    reason == StopReason.CANCELLED ? new Outcome.Cancelled() : new Outcome.Failed(deadlinePassed()),
                    now());
        }
    }

    private static JobFailure deadlinePassed() {
        return JobFailure.of(Code.TIMEOUT, "", "the job's deadline has passed");
    }

    private JobEnd end(Outcome outcome, @Nullable JobReport report) {
        if (report == null) {
            return new JobEnd(outcome, "", JobEnd.NO_COUNTS, Measured.NOTHING, millis());
        }
        Measured measured = outcome instanceof Outcome.Succeeded succeeded ? succeeded.measured() : Measured.NOTHING;
        Outcome kept = outcome;
        if (outcome instanceof Outcome.Succeeded) {
            try {
                kept = new Outcome.Succeeded(parts.results().payload(report.result(), INLINE_BYTES), measured);
            } catch (IOException e) {
                kept = new Outcome.Failed(JobFailure.of(Code.IO, "", "the result cannot be kept: " + e));
            }
        }
        return new JobEnd(kept, "", report.counts(), measured, millis());
    }

    private void divide() {
        nodes.divide(running.values().stream().map(RunningJob::demand).toList(), now());
    }

    private void tick() {
        long now = now();
        if (now - countedAt >= COUNT_NANOS) {
            count();
        }
        queue.tick(now);
        nodes.tick(now);
    }

    /** Books what running jobs have used since the last time. */
    private void count() {
        long now = now();
        long passed = now - countedAt;
        countedAt = now;
        for (RunningJob job : running.values()) {
            int lanes = nodes.lanesOf(job.id);
            queue.used(job.id, lanes * passed, now);
            JobHandle handle = job.handle;
            if (handle != null) {
                Progress progress = handle.progress();
                boolean starved = progress.busyLanes() < lanes && progress.pendingLeases() == 0;
                queue.observed(job.id, lanes, starved ? progress.busyLanes() : JobRequest.ANY);
            }
        }
    }

    private long dueAt() {
        long due = Math.min(queue.dueAt(), nodes.dueAt());
        return running.isEmpty() ? due : Math.min(due, countedAt + COUNT_NANOS);
    }

    /** A decision could not be carried out. */
    private void failed(Throwable failure) {
        if (failure instanceof StoreException refused && refused.code() == StoreCode.EPOCH_LOST) {
            if (!lost) {
                lost = true;
                LOG.warn("another controller's term has begun: this one is over");
                parts.termLost().run();
            }
            return;
        }
        LOG.error("a decision could not be carried out", failure);
    }

    private static long now() {
        return System.nanoTime();
    }

    private long millis() {
        return parts.clock().millis();
    }

    /** Hears of a running job, on other threads. */
    private final class Listener implements JobListener {

        private final JobId job;

        Listener(JobId job) {
            this.job = job;
        }

        @Override
        public void progress(Progress progress) {
            parts.happenings().progress(job, progress);
        }

        @Override
        public void note(String line) {
            thread.act(() -> {
                writer.event(job, millis(), "note", line);
                parts.happenings().stored(job);
            });
        }
    }
}
