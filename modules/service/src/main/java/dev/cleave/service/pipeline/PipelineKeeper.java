package dev.cleave.service.pipeline;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.job.JobId;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.keeper.JobKeeper;
import dev.cleave.service.keeper.KeeperThread;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.AcceptedRun;
import dev.cleave.service.store.InstanceRow;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.PipelineSchedule;
import dev.cleave.service.store.PipelineSubmission;
import dev.cleave.service.store.PipelineText;
import dev.cleave.service.store.PipelineWriter;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the runs of pipelines of one controller's term, and begins those that are due by themselves.
 *
 * <p>All decisions are made on one thread, beside that of the {@link JobKeeper}, from which it hears of jobs and of which it asks for
 * them. Safe for use by many threads.
 */
public final class PipelineKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineKeeper.class);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_AT_ONCE = 100;
    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * What the keeper works with.
     *
     * @param keeper whom it asks for jobs
     * @param jobs makes jobs of tasks
     * @param ids makes names for runs
     * @param elsewhere runs what may block
     */
    public record Parts(
            Store store,
            PipelineWriter writer,
            JobKeeper keeper,
            Happenings happenings,
            TaskJobs jobs,
            Supplier<String> ids,
            InstantSource clock,
            Executor elsewhere) {}

    private record Followed(KeptRun run, InstanceId instance) {}

    private final Parts parts;
    private final KeeperThread thread;
    private final Schedules schedules;
    private final Map<String, KeptRun> runs = new LinkedHashMap<>();
    /** Runs that could not be gone on with, and are taken up again soon. */
    private final Map<String, PipelineRow> waiting = new LinkedHashMap<>();

    private final Map<JobId, Followed> followed = new ConcurrentHashMap<>();

    /** A keeper that has not begun. */
    public PipelineKeeper(Parts parts) {
        this.parts = parts;
        this.thread = new KeeperThread("cleave-pipelines", this::failed, this::dueAt, this::tick);
        this.schedules = new Schedules(parts, this::isRunning);
        parts.happenings().listen(this::happened);
    }

    Parts parts() {
        return parts;
    }

    KeeperThread thread() {
        return thread;
    }

    /** Goes on with what earlier terms left. Answered with how many runs that are. */
    public CompletionStage<Integer> begin() {
        return thread.call(() -> {
            List<PipelineRow> unfinished = parts.store().pipelines().unfinished();
            unfinished.forEach(this::takeUp);
            schedules.begin();
            return unfinished.size();
        });
    }

    /**
     * Accepts a run, whose pipeline was read once without a fault. Waits for the disk.
     *
     * @return the run; fails with a {@link StoreException}
     */
    public CompletionStage<AcceptedRun> submit(PipelineSubmission submission) {
        return thread.call(() -> accept(submission));
    }

    private AcceptedRun accept(PipelineSubmission submission) {
        AcceptedRun accepted = parts.writer().submit(submission);
        if (!isKnown(accepted.run().id()) && !accepted.run().record().state().isFinal()) {
            takeUp(accepted.run());
        }
        return accepted;
    }

    private boolean isKnown(String run) {
        return runs.containsKey(run) || waiting.containsKey(run);
    }

    /**
     * Asks for the end of a run; answered when that is in the store. One that has ended stays as it is. Fails with a {@link Refusal} that
     * says to ask again if the run is about to be taken up.
     */
    public CompletionStage<String> cancel(String run) {
        return thread.call(() -> {
            KeptRun kept = runs.get(run);
            if (kept != null) {
                kept.cancel();
            } else if (waiting.containsKey(run)) {
                throw Refusal.of(RefusalCode.UNAVAILABLE, "run " + run + " is about to be taken up again");
            }
            return run;
        });
    }

    /**
     * Begins the next round of a run that has ended.
     *
     * @param pipeline what runs from now on
     * @return whether it has ended and begins now
     */
    public CompletionStage<Boolean> resume(String run, PipelineText pipeline) {
        return thread.call(() -> {
            PipelineRow row = parts.store().pipelines().find(run).orElse(null);
            if (row == null || !row.record().state().isFinal()) {
                return false;
            }
            RunRecord next = row.record().resumed();
            if (!parts.writer().resume(run, pipeline, next)) {
                return false;
            }
            parts.store().pipelines().find(run).ifPresent(this::takeUp);
            return true;
        });
    }

    /** Keeps a schedule, in place of the one that its owner had of this name. */
    public CompletionStage<PipelineSchedule> schedule(PipelineSchedule schedule) {
        return thread.call(() -> {
            parts.writer().putSchedule(schedule);
            schedules.put(schedule);
            return schedule;
        });
    }

    /** Forgets a schedule; answered with whether there was one. */
    public CompletionStage<Boolean> removeSchedule(String owner, String name) {
        return thread.call(() -> {
            schedules.remove(owner, name);
            return parts.writer().removeSchedule(owner, name);
        });
    }

    /** Goes on with a run: now, or if that cannot be soon. */
    private void takeUp(PipelineRow row) {
        try {
            keep(row);
        } catch (RuntimeException why) {
            takeUpLater(row, why);
        }
    }

    private void takeUpLater(PipelineRow row, RuntimeException why) {
        failed(why);
        waiting.put(row.id(), row);
        boolean isOthers = why instanceof StoreException refused
                && (refused.code() == StoreCode.EPOCH_LOST || refused.code() == StoreCode.STORE_CLOSED);
        if (!isOthers) {
            thread.later(AGAIN_NANOS, () -> takeUpAgain(row));
        }
    }

    private void takeUpAgain(PipelineRow row) {
        if (!waiting.containsKey(row.id())) {
            return;
        }
        try {
            PipelineRow now = parts.store().pipelines().find(row.id()).orElse(null);
            if (now == null || now.record().state().isFinal()) {
                waiting.remove(row.id());
            } else {
                keep(now);
            }
        } catch (RuntimeException why) {
            takeUpLater(row, why);
        }
    }

    /** A text that was read without a fault once is read again: by every controller that takes the run over. */
    private void keep(PipelineRow row) {
        try {
            PipelineText text = row.submission().pipeline();
            Pipeline pipeline = PipelineTexts.read(text);
            List<InstanceRow> kept = parts.store().pipelines().instances(row.id());
            KeptRun run = new KeptRun(this, row, pipeline, pipeline.arguments(text.arguments()), kept, MOST_AT_ONCE);
            waiting.remove(row.id());
            runs.put(row.id(), run);
            run.begin();
        } catch (GraphRefusedException | InvalidArgumentException unreadable) {
            waiting.remove(row.id());
            LOG.error("run {} cannot be read any more, and stays as it is: {}", row.id(), unreadable.getMessage());
        }
    }

    // ---- for runs ----

    /** Asks for a job, elsewhere; the answer is told on the thread. */
    void ask(Supplier<Submission> job, Consumer<JobAnswer> answer) {
        CompletionStage<JobAnswer> asked;
        try {
            asked = CompletableFuture.supplyAsync(job, parts.elsewhere())
                    .thenCompose(submission -> parts.keeper().submit(submission, parts.elsewhere()))
                    .handle((accepted, refused) ->
                            refused == null ? JobAnswer.accepted(accepted.job().id()) : JobAnswer.refused(refused));
        } catch (RejectedExecutionException busy) {
            asked = CompletableFuture.completedFuture(JobAnswer.refused(busy));
        }
        asked.thenAccept(starts -> thread.act(() -> answer.accept(starts)));
    }

    void follow(JobId job, KeptRun run, InstanceId instance) {
        followed.put(job, new Followed(run, instance));
    }

    void forget(JobId job) {
        followed.remove(job);
    }

    void cancelJob(JobId job) {
        parts.keeper().cancel(job).exceptionally(failure -> {
            thread.act(() -> failed(failure));
            return job;
        });
    }

    /** A run could not carry out what it has decided: it is made of its records again. */
    void lost(KeptRun run, RuntimeException why) {
        runs.remove(run.id(), run);
        followed.values().removeIf(one -> one.run() == run);
        takeUpLater(run.row(), why);
    }

    void over(KeptRun run) {
        runs.remove(run.id(), run);
    }

    private void happened(JobId job) {
        if (followed.containsKey(job)) {
            thread.act(() -> {
                Followed one = followed.get(job);
                if (one != null) {
                    one.run().look(job, one.instance());
                }
            });
        }
    }

    // ---- time ----

    private long dueAt() {
        long millis = schedules.dueAt();
        for (KeptRun run : runs.values()) {
            millis = Math.min(millis, run.dueAt());
        }
        if (millis == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long wait = TimeUnit.MILLISECONDS.toNanos(millis - parts.clock().millis());
        return System.nanoTime() + Math.max(LEAST_WAIT_NANOS, wait);
    }

    private void tick() {
        long now = parts.clock().millis();
        for (KeptRun run : List.copyOf(runs.values())) {
            if (run.dueAt() <= now) {
                run.due();
            }
        }
        schedules.due(now, this::accept);
    }

    private boolean isRunning(String owner, String schedule) {
        return Stream.concat(runs.values().stream().map(KeptRun::row), waiting.values().stream())
                .map(PipelineRow::submission)
                .anyMatch(run -> run.owner().equals(owner) && run.schedule().equals(schedule));
    }

    private void failed(Throwable failure) {
        if (failure instanceof Refusal) {
            return; // Whoever asked is told.
        }
        if (failure instanceof StoreException refused && refused.code() == StoreCode.EPOCH_LOST) {
            LOG.warn("another controller's term has begun: pipelines go on there");
            return; // The keeper of jobs finds out as well, and ends the term.
        }
        LOG.error("a decision of a pipeline could not be carried out", failure);
    }

    /** How many runs have not ended. */
    CompletionStage<Integer> known() {
        return thread.call(() -> runs.size() + waiting.size());
    }

    /** Decides nothing any more. Runs stay in the store as they are. */
    @Override
    public void close() {
        thread.close();
    }
}
