package dev.cleave.service.pipeline;

import dev.cleave.core.job.JobId;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.PipelinePort;
import dev.cleave.core.pipeline.run.PipelineRun;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.service.store.InstanceRow;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.StoreException;
import dev.cleave.wire.blob.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run that has not ended: the shell of {@link PipelineRun}. On the keeper's thread only.
 *
 * <p>What is decided is written to the store first, and done then. So whatever moment the process dies at, the next
 * controller decides the same of what the store has; and it asks for the same jobs by the same idempotency keys, so that none is made
 * twice.
 *
 * <p>A step that could not be carried out to its end leaves what nobody can tell from what was meant. So the run is lost then: it decides
 * nothing any more, and the keeper makes it of its records again.
 */
final class KeptRun implements PipelinePort {

    private static final Logger LOG = LoggerFactory.getLogger(KeptRun.class);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PipelineKeeper keeper;
    private final PipelineKeeper.Parts parts;
    private final PipelineRow row;
    private final PipelineRun run;
    private final Decided decided = new Decided();
    private final Map<InstanceId, Attempt> attempts = new HashMap<>();
    private final TreeSet<Long> wakes = new TreeSet<>();
    private boolean isOwed;
    private boolean isLost;

    KeptRun(
            PipelineKeeper keeper,
            PipelineRow row,
            Pipeline pipeline,
            Map<String, String> arguments,
            List<InstanceRow> kept,
            int mostAtOnce) {
        this.keeper = keeper;
        this.parts = keeper.parts();
        this.row = row;
        List<InstanceRecord> records = kept.stream().map(InstanceRow::record).toList();
        this.run = new PipelineRun(row.id(), pipeline, arguments, row.record(), records, mostAtOnce, this);
    }

    String id() {
        return row.id();
    }

    PipelineRow row() {
        return row;
    }

    boolean isOver() {
        return run.record().state().isFinal() && decided.isNothing();
    }

    void begin() {
        perform(() -> run.begin(millis()));
    }

    void cancel() {
        try {
            run.cancel(millis());
            flush();
        } catch (RuntimeException broken) {
            lose(broken);
            throw broken;
        }
    }

    /** When something is due, in milliseconds UTC. */
    long dueAt() {
        return wakes.isEmpty() ? Long.MAX_VALUE : wakes.first();
    }

    void due() {
        long now = millis();
        wakes.headSet(now, true).clear();
        perform(() -> run.due(now));
    }

    /** Something has happened to a job: the store says what. */
    void look(JobId job, InstanceId instance) {
        guarded(() -> lookAt(job, instance));
    }

    private void lookAt(JobId job, InstanceId instance) {
        Attempt attempt = attempts.get(instance);
        if (attempt == null || !job.equals(attempt.job)) {
            return;
        }
        Optional<JobRow> found = parts.store().jobs().find(job);
        if (found.isEmpty()) {
            ended(attempt, new TaskOutcome.Failed("NOT_FOUND", "job " + job + " is not remembered", true), 0);
            return;
        }
        JobRow seen = found.get();
        if (seen.startedAt() > 0) {
            perform(() -> run.attemptStarted(instance, attempt.number, seen.startedAt()));
        }
        if (seen.state().hasEnded()) {
            JobEnd end = parts.store().jobs().end(job).orElseThrow();
            long millis = seen.startedAt() > 0 ? Math.max(0, seen.endedAt() - seen.startedAt()) : 0;
            ended(attempt, parts.jobs().outcome(attempt.work, end), TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private void ended(Attempt attempt, TaskOutcome outcome, long nanos) {
        attempts.remove(attempt.instance, attempt);
        JobId job = attempt.job;
        if (job != null) {
            keeper.forget(job);
        }
        perform(() -> run.attemptEnded(attempt.instance, attempt.number, outcome, nanos, millis()));
    }

    // ---- deciding, writing, doing ----

    private void perform(Runnable event) {
        guarded(() -> {
            event.run();
            flush();
        });
    }

    private void guarded(Runnable step) {
        if (isLost) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException broken) {
            lose(broken);
        }
    }

    private void lose(RuntimeException why) {
        if (isLost) {
            return;
        }
        isLost = true;
        attempts.clear();
        wakes.clear();
        keeper.lost(this, why);
    }

    /** Writes what was decided, then does it; later, if the store cannot take it now. */
    private void flush() {
        while (!isLost && !isOwed && !decided.isNothing()) {
            try {
                if (!parts.writer().keep(decided.change(row.id(), millis()))) {
                    LOG.warn("run {} is not in the store any more", row.id());
                }
            } catch (StoreException refused) {
                switch (refused.code()) {
                    case STORE_FULL, STORE_UNREACHABLE, STORE_FAILED, STORE_CORRUPT -> {
                        LOG.warn("run {} waits for the store: {}", row.id(), refused.getMessage());
                        isOwed = true;
                        keeper.thread().later(AGAIN_NANOS, () -> guarded(this::writeAgain));
                        return;
                    }
                    default -> throw refused;
                }
            }
            decided.kept().forEach(Runnable::run);
        }
        if (!isLost && isOver()) {
            keeper.over(this);
        }
    }

    private void writeAgain() {
        isOwed = false;
        flush();
    }

    private void ask(Attempt attempt) {
        if (attempts.get(attempt.instance) != attempt) {
            return;
        }
        if (attempt.isCancelled) {
            ended(attempt, new TaskOutcome.Cancelled(), 0);
            return;
        }
        Map<String, String> labels = Map.of("pipeline-run", row.id(), "task", attempt.instance.toString());
        String key = "task-"
                + sha256(row.id() + "/" + attempt.instance + "/" + run.record().round() + "/" + attempt.number);
        keeper.ask(
                () -> parts.jobs()
                        .job(
                                attempt.work,
                                attempt.task.demand(),
                                row.submission().pipeline(),
                                labels,
                                row.submission().owner(),
                                key),
                answer -> guarded(() -> answered(attempt, answer)));
    }

    private void answered(Attempt attempt, JobAnswer answer) {
        if (answer.job().isPresent()) {
            JobId job = answer.job().get();
            attempt.job = job;
            keeper.follow(job, this, attempt.instance);
            perform(() -> decided.job(attempt.instance, job.value()));
            if (attempt.isCancelled) {
                keeper.cancelJob(job);
            }
            look(job, attempt.instance);
        } else if (answer.again().isPresent()) {
            keeper.thread().later(answer.again().get().toNanos(), () -> guarded(() -> ask(attempt)));
        } else if (answer.failure().isPresent()) {
            LOG.info("task {} of run {} cannot be a job: {}", attempt.instance, row.id(), answer.cause());
            ended(attempt, answer.failure().get(), 0);
        }
    }

    private static String sha256(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private long millis() {
        return parts.clock().millis();
    }

    // ---- what the run asks for ----

    @Override
    public void submit(InstanceId instance, int number, PipelineTask task, ResolvedWork work) {
        Attempt attempt = new Attempt(instance, number, task, work);
        attempts.put(instance, attempt);
        decided.order(() -> ask(attempt));
    }

    @Override
    public void cancel(InstanceId instance, int number) {
        decided.order(() -> {
            Attempt attempt = attempts.get(instance);
            if (attempt == null || attempt.number != number) {
                return;
            }
            attempt.isCancelled = true;
            JobId job = attempt.job;
            if (job != null) {
                keeper.cancelJob(job);
            }
        });
    }

    @Override
    public void wakeAt(long millis) {
        wakes.add(millis);
    }

    @Override
    public String key(ResolvedWork work) {
        return parts.jobs().key(work, row.submission().pipeline());
    }

    @Override
    public Optional<TaskValue> known(String key) {
        return decided.value(key).or(() -> parts.store().pipelines().value(key)).filter(parts.jobs()::isHere);
    }

    @Override
    public void remember(String key, TaskValue value) {
        decided.value(key, value);
    }

    @Override
    public void record(InstanceRecord instance) {
        decided.record(instance);
    }

    @Override
    public void forget(InstanceId instance) {
        decided.forget(instance);
    }

    @Override
    public void record(RunRecord record) {
        decided.record(record);
    }
}
