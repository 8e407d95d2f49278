package dev.cleave.service.keeper;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.JobReport;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.queue.Allowance;
import dev.cleave.core.queue.JobQueue;
import dev.cleave.core.queue.JobRequest;
import dev.cleave.core.queue.QueuePort;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.core.queue.Refusal;
import dev.cleave.core.queue.StopReason;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the queue decides: jobs begin, are given lanes, are stopped, and end.
 *
 * <p>The queue must not be called from within its port; so what it decides is done right after, in the same order, and
 * finds out by itself if it is too late. On the keeper's thread only.
 */
final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final long COUNT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_NOTES = 1000;
    private static final int JOURNAL_THREADS = 8;
    /** Until the queue says what a resumed job may have. */
    private static final Allowance NOTHING_YET = new Allowance(0, 0, 0, 0);

    private final JobKeeper.Parts parts;
    private final KeeperThread thread;
    private final OwedWrites writes;
    private final NodeBook nodes;
    private final JobQueue queue;
    private final Endings endings;
    private final Map<JobId, RunningJob> running = new LinkedHashMap<>();
    private final Set<JobId> resuming = new HashSet<>();
    private boolean allResumed;
    /** Where journals are written: one batch of each job at a time. */
    private final ThreadPoolExecutor disk = new ThreadPoolExecutor(
            JOURNAL_THREADS, JOURNAL_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread writing = new Thread(task, "cleave-journal");
                writing.setDaemon(true);
                return writing;
            });

    private @Nullable Refusal refusal;
    private @Nullable JobReport report;
    private long countedAt = System.nanoTime();

    Runs(JobKeeper.Parts parts, QueueSettings settings, KeeperThread thread, OwedWrites writes, NodeBook nodes) {
        this.parts = parts;
        this.thread = thread;
        this.writes = writes;
        this.nodes = nodes;
        this.endings = new Endings(parts.results());
        this.queue = new JobQueue(settings, new Port());
        this.disk.allowCoreThreadTimeOut(true);
    }

    JobQueue queue() {
        return queue;
    }

    /**
     * Gives a job a place in the queue.
     *
     * @throws Refused if it does not get one
     */
    void reserve(JobRequest request) {
        refusal = null;
        if (!queue.reserve(request, now())) {
            Refusal why = refusal;
            throw why == null
                    ? new IllegalStateException("refused without a reason: " + request.id())
                    : new Refused(why);
        }
    }

    /** Goes on with a job that an earlier controller began, where its journal ends. */
    void resume(JobRequest request, int attempt) {
        RunningJob job = new RunningJob(request.id(), attempt, NOTHING_YET, now());
        running.put(request.id(), job);
        queue.restoreRunning(request, attempt, now());
        resuming.add(request.id());
        thread.act(() -> writes.write(request.id(), () -> {
            begin(job);
            resuming.remove(request.id());
            settle();
        }));
    }

    /** Every job was resumed that is to be; tells the cluster once they are begun. */
    void allResumed() {
        allResumed = true;
        settle();
    }

    private void settle() {
        if (allResumed && resuming.isEmpty()) {
            parts.workforce().settled();
        }
    }

    /** Whether a job runs: if so, its coordinator is told of a client. */
    boolean openSession(JobId id, SessionClient client) {
        RunningJob job = running.get(id);
        JobHandle handle = job == null ? null : job.handle;
        if (handle == null) {
            return false;
        }
        handle.openSession(client);
        return true;
    }

    /** Writes no more journals. */
    void close() {
        disk.shutdown();
    }

    /** Divides all lanes among the jobs that the cluster has begun; it does not take lanes for others. */
    void divide() {
        nodes.divide(
                running.values().stream()
                        .filter(job -> job.handle != null)
                        .map(RunningJob::demand)
                        .toList(),
                now());
    }

    long dueAt() {
        long due = Math.min(queue.dueAt(), nodes.dueAt());
        return running.isEmpty() ? due : Math.min(due, countedAt + COUNT_NANOS);
    }

    void tick() {
        long now = now();
        if (now - countedAt >= COUNT_NANOS) {
            countedAt = now;
            running.values().forEach(job -> count(job, now));
        }
        queue.tick(now);
        nodes.tick(now);
    }

    /** What the queue decides. */
    private final class Port implements QueuePort {

        @Override
        public void start(JobId id, int attempt, Allowance allowance) {
            RunningJob job = new RunningJob(id, attempt, allowance, now());
            running.put(id, job);
            thread.act(() -> writes.write(id, () -> begin(job)));
        }

        @Override
        public void allow(JobId id, Allowance allowance) {
            RunningJob job = running.get(id);
            if (job != null) {
                job.allowance = allowance;
                thread.act(Runs.this::divide);
            }
        }

        @Override
        public void stop(JobId id, StopReason reason) {
            RunningJob job = running.get(id);
            if (job != null) {
                job.stopped = reason;
                thread.act(() -> Runs.this.stop(job, reason));
            }
        }

        @Override
        public void refuse(JobId id, Refusal why) {
            refusal = why;
        }

        @Override
        public void retryLater(JobId id, int attempt, long at) {
            long notBefore = millis() + Math.max(0, TimeUnit.NANOSECONDS.toMillis(at - now()));
            writes.write(id, () -> {
                parts.writer().requeue(id, millis(), notBefore, "attempt " + attempt + " has failed");
                parts.happenings().stopped(id);
            });
        }

        @Override
        public void ended(JobId id, Outcome outcome) {
            JobReport last = report;
            JobReport own = last != null && last.job().equals(id) ? last : null;
            long endedAt = millis();
            writes.write(id, () -> {
                parts.writer().end(id, endings.of(outcome, own, endedAt, millis()));
                parts.happenings().stopped(id);
            });
        }
    }

    /** May be called again if the store could not take part of it. */
    private void begin(RunningJob job) {
        if (running.get(job.id) != job || job.handle != null || job.stopped != null) {
            return; // What stops it has seen, or will see, that it never began.
        }
        boolean begins = parts.writer().start(job.id, millis());
        try {
            JobRow row = parts.store().jobs().find(job.id).orElse(null);
            if (row == null || !begins && !isOwn(row, job)) {
                over(job, new Outcome.Cancelled(), null); // It has ended in the store: nothing changes that.
                return;
            }
            parts.happenings().stored(job.id);
            begin(job, row);
        } catch (StoreException again) {
            throw again;
        } catch (IOException e) {
            JobFailure failure = JobFailure.of(Code.IO, "", "the job's code is not to be had: " + e.getMessage());
            over(job, new Outcome.Failed(failure), null);
        } catch (RuntimeException e) {
            LOG.error("job {} cannot be begun", job.id, e);
            over(job, new Outcome.Failed(JobFailure.of(Code.INTERNAL, "", e)), null);
        }
    }

    /** Whether the store has this very attempt as running: its answer to an earlier try was lost. */
    private static boolean isOwn(JobRow row, RunningJob job) {
        return row.state() == JobState.RUNNING && row.attempt() == job.attempt;
    }

    private void begin(RunningJob job, JobRow row) throws IOException {
        StoredJournal journal = parts.store().isShared()
                ? StoredJournal.withBlobs(job.id, parts.store().jobs(), parts.writer(), disk)
                : new StoredJournal(job.id, parts.store().jobs(), parts.writer(), disk);
        job.journal = journal;
        JobHandle handle = parts.workforce()
                .begin(
                        row.submission().spec(),
                        parts.code().jars(row.submission().spec()),
                        new Listener(job),
                        journal);
        job.handle = handle;
        job.countedAt = now();
        handle.report().whenComplete((said, broken) -> thread.act(() -> reported(job, said, broken)));
        divide();
    }

    private void reported(RunningJob job, @Nullable JobReport said, @Nullable Throwable broken) {
        Outcome outcome = said != null
                ? said.outcome()
                : new Outcome.Failed(JobFailure.of(Code.INTERNAL, "", "the cluster has lost the job: " + broken));
        over(job, outcome, said);
    }

    private void over(RunningJob job, Outcome outcome, @Nullable JobReport said) {
        if (running.get(job.id) != job) {
            return;
        }
        count(job, now());
        running.remove(job.id);
        report = said;
        queue.jobEnded(job.id, outcome, now());
        report = null;
        divide();
    }

    private void stop(RunningJob job, StopReason reason) {
        JobHandle handle = job.handle;
        StoredJournal journal = job.journal;
        if (journal != null) {
            journal.stopping();
        }
        if (handle == null) {
            over(
                    job,
                    reason == StopReason.CANCELLED ? new Outcome.Cancelled() : new Outcome.Failed(deadlinePassed()),
                    null);
        } else if (reason == StopReason.CANCELLED) {
            handle.cancel();
        } else {
            handle.fail(deadlinePassed());
        }
    }

    private static JobFailure deadlinePassed() {
        return JobFailure.of(Code.TIMEOUT, "", "the job's deadline has passed");
    }

    /** Books what a job has used since the last time. */
    private void count(RunningJob job, long now) {
        JobHandle handle = job.handle;
        if (handle != null) {
            int lanes = nodes.lanesOf(job.id);
            queue.used(job.id, lanes * (now - job.countedAt), now);
            job.countedAt = now;
            Progress progress = handle.progress();
            boolean starved = progress.busyLanes() < lanes && progress.pendingLeases() == 0;
            queue.observed(job.id, lanes, starved ? progress.busyLanes() : JobRequest.ANY);
        }
    }

    private static long now() {
        return System.nanoTime();
    }

    private long millis() {
        return parts.clock().millis();
    }

    /** Hears of a running job, on other threads. */
    private final class Listener implements JobListener {

        private final RunningJob job;

        Listener(RunningJob job) {
            this.job = job;
        }

        @Override
        public void progress(Progress progress) {
            parts.happenings().progress(job.id, progress);
        }

        @Override
        public void note(String line) {
            thread.act(() -> keepNote(job, line));
        }
    }

    /** What is said after a job's end is not part of its story, whose last event is that end. */
    private void keepNote(RunningJob job, String line) {
        if (running.get(job.id) == job && job.notes < MOST_NOTES) {
            job.notes++;
            long at = millis();
            writes.write(job.id, () -> {
                parts.writer().event(job.id, at, "note", Text.storable(line));
                parts.happenings().stored(job.id);
            });
        }
    }
}
