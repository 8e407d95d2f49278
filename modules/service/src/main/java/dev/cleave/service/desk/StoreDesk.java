package dev.cleave.service.desk;

import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.cluster.transport.Version;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.service.access.Caller;
import dev.cleave.service.api.Feed;
import dev.cleave.service.api.JobDesk;
import dev.cleave.service.api.PipelineDesk;
import dev.cleave.service.keeper.Happenings;
import dev.cleave.service.keeper.JobKeeper;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Submission;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.Explanation;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobEvent;
import dev.cleave.wire.proto.jobs.v1.JobResult;
import dev.cleave.wire.proto.jobs.v1.ListJobsRequest;
import dev.cleave.wire.proto.jobs.v1.ListJobsResponse;
import dev.cleave.wire.proto.jobs.v1.LogLine;
import dev.cleave.wire.proto.jobs.v1.Node;
import dev.cleave.wire.proto.jobs.v1.Reason;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The desk of a controller: reads from the store, and lets the {@link JobKeeper} change things. */
public final class StoreDesk implements JobDesk {

    private static final int USUAL_PAGE = 50;
    private static final Duration SESSION_LOOK = Duration.ofMillis(10);

    /**
     * What the desk works with.
     *
     * @param blocking runs what waits for the disk
     * @param node the name of this node
     * @param runnerMemory the heap of runners whose job asks for none, in bytes
     */
    public record Parts(
            Store store,
            JobKeeper keeper,
            Happenings happenings,
            Blobs blobs,
            Programs programs,
            JobLogs logs,
            JobIds ids,
            InstantSource clock,
            Executor blocking,
            String node,
            Optional<Long> runnerMemory) {}

    private final Parts parts;
    private final NewJobs newJobs;
    private final PipelineDesk pipelines;
    private final Blocking blocking;

    /**
     * A desk.
     *
     * @param pipelines the one for pipelines
     */
    public StoreDesk(Parts parts, PipelineDesk pipelines) {
        this.parts = parts;
        this.pipelines = pipelines;
        this.blocking = new Blocking(parts.blocking());
        this.newJobs = new NewJobs(parts.blobs(), parts.programs(), parts.ids(), parts.clock(), parts.runnerMemory());
    }

    @Override
    public CompletionStage<Job> submit(Caller caller, SubmitJobRequest request) {
        return blocking(() -> newJobs.of(request.getJob(), caller.owner(), request.getIdempotencyKey()))
                .thenCompose(this::accept);
    }

    private CompletionStage<Job> accept(Submission submission) {
        return parts.keeper()
                .submit(submission, parts.blocking())
                .handle((accepted, failure) -> {
                    if (failure != null) {
                        throw Refusals.of(failure);
                    }
                    return Shown.job(accepted.job(), Optional.empty(), null);
                })
                .thenCompose(job -> job.getState() == Shown.state(JobState.QUEUED)
                        ? CompletableFuture.completedFuture(job)
                        : get(job.getId()));
    }

    @Override
    public CompletionStage<Job> get(String job) {
        return blocking(() -> shown(row(job)));
    }

    private JobRow row(String job) {
        try {
            return parts.store().jobs().find(new JobId(job)).orElseThrow(() -> Refusal.notFound("job", job));
        } catch (IllegalArgumentException noId) {
            throw Refusal.notFound("job", job);
        }
    }

    private Job shown(JobRow row) {
        Optional<JobEnd> end = row.state().hasEnded() ? parts.store().jobs().end(row.id()) : Optional.empty();
        return Shown.job(row, end, parts.happenings().mark(row.id()).progress());
    }

    @Override
    public CompletionStage<ListJobsResponse> list(ListJobsRequest request) {
        return blocking(() -> {
            Set<JobState> states = new HashSet<>();
            request.getStatesList().forEach(state -> states.add(JobState.valueOf(state.name())));
            Map<String, String> labels = new LinkedHashMap<>();
            for (String label : request.getLabelsList()) {
                int equals = label.indexOf('=');
                labels.put(label.substring(0, equals), label.substring(equals + 1));
            }
            int size = request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize();
            @Nullable JobId after = request.getPageToken().isEmpty() ? null : pageToken(request.getPageToken());
            List<JobRow> rows =
                    parts.store().jobs().list(new JobFilter(states, request.getOwner(), labels), after, size + 1);
            ListJobsResponse.Builder page = ListJobsResponse.newBuilder();
            rows.stream().limit(size).forEach(row -> page.addJobs(shown(row)));
            if (rows.size() > size) {
                page.setNextPageToken(rows.get(size - 1).id().value());
            }
            return page.build();
        });
    }

    private static JobId pageToken(String token) {
        try {
            return new JobId(token);
        } catch (IllegalArgumentException noId) {
            throw Refusal.invalid("page_token", token, "next_page_token of the page before");
        }
    }

    @Override
    public CompletionStage<Feed<JobEvent>> watch(String job, long after) {
        return blocking(() -> new EventFeed(row(job).id(), after, parts.store(), parts.happenings(), parts.blocking()));
    }

    @Override
    public CompletionStage<JobResult> result(String job, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        return blocking(() -> row(job).id()).thenCompose(id -> result(id, until));
    }

    private CompletionStage<JobResult> result(JobId id, long until) {
        return blocking(() -> {
                    Happenings.Mark mark = parts.happenings().mark(id);
                    JobRow row = row(id.value());
                    if (row.state().hasEnded()) {
                        return CompletableFuture.completedFuture(result(row));
                    }
                    if (parts.happenings().isOver()) {
                        throw Refusals.termOver();
                    }
                    long left = until - System.nanoTime();
                    if (left <= 0) {
                        throw Refusal.of(RefusalCode.JOB_NOT_ENDED, "job", id.value(), "one that has ended")
                                .retryableAfter(Refusals.BUSY);
                    }
                    return parts.happenings()
                            .after(id, mark)
                            .toCompletableFuture()
                            .orTimeout(left, TimeUnit.NANOSECONDS)
                            .handleAsync((version, late) -> result(id, until), parts.blocking())
                            .thenCompose(again -> again);
                })
                .thenCompose(found -> found);
    }

    private JobResult result(JobRow row) {
        JobEnd end = parts.store()
                .jobs()
                .end(row.id())
                .orElseThrow(() -> Refusal.notFound("job", row.id().value()));
        if (end.outcome() instanceof Outcome.Succeeded succeeded) {
            return Shown.result(end, succeeded);
        }
        if (end.outcome() instanceof Outcome.Failed failed) {
            throw Refusal.of(
                    RefusalCode.JOB_FAILED,
                    "job " + row.id() + " has failed: " + failed.failure().code() + ": "
                            + failed.failure().message());
        }
        throw Refusal.of(RefusalCode.JOB_CANCELLED, "job " + row.id() + " was cancelled");
    }

    @Override
    public CompletionStage<Feed<LogLine>> logs(String job, boolean follow, int tail) {
        return blocking(() -> parts.logs().read(row(job).id(), follow, tail));
    }

    @Override
    public CompletionStage<Job> cancel(Caller caller, String job) {
        return blocking(() -> row(job).id()).thenCompose(parts.keeper()::cancel).thenCompose(id -> get(id.value()));
    }

    @Override
    public CompletionStage<Job> retry(Caller caller, RetryJobRequest request) {
        return blocking(() -> {
                    JobRow row = row(request.getJob());
                    if (!row.state().hasEnded()) {
                        throw Refusal.of(RefusalCode.JOB_NOT_ENDED, "job", request.getJob(), "one that has ended");
                    }
                    if (row.state() == JobState.SUCCEEDED) {
                        throw Refusal.of(
                                RefusalCode.JOB_SUCCEEDED, "job", request.getJob(), "one that failed or was cancelled");
                    }
                    return newJobs.again(row.submission(), caller.owner(), request.getIdempotencyKey());
                })
                .thenCompose(this::accept);
    }

    @Override
    public CompletionStage<Explanation> explain(String job) {
        return blocking(() -> row(job))
                .thenCompose(row -> parts.keeper().why(row.id()).thenApply(why -> {
                    Explanation.Builder shown =
                            Explanation.newBuilder().setJob(row.id().value()).setState(Shown.state(row.state()));
                    why.ifPresentOrElse(
                            explanation -> shown.addAllReasons(Shown.reasons(explanation)),
                            () -> shown.addReasons(
                                    Reason.newBuilder().setCode("HAS_ENDED").setText("has ended as " + row.state())));
                    return shown.build();
                }));
    }

    @Override
    public CompletionStage<String> openSession(String job, SessionClient client) {
        return blocking(() -> running(job))
                .thenCompose(id -> parts.keeper().openSession(id, client).thenApply(runs -> {
                    if (!runs) {
                        throw Refusal.of(RefusalCode.UNAVAILABLE, "job " + id + " does not run yet")
                                .retryableAfter(SESSION_LOOK);
                    }
                    return id.value();
                }));
    }

    /** A session that has not ended. */
    private JobId running(String job) {
        JobRow row = row(job);
        if (!row.submission().spec().isSession()) {
            throw Refusal.invalid("job", job, "one that was submitted with the argument " + JobSpec.SESSION);
        }
        if (row.state().hasEnded()) {
            if (row.state() != JobState.SUCCEEDED) {
                result(row);
            }
            throw Refusal.of(RefusalCode.JOB_SUCCEEDED, "job", job, "a session that has not ended");
        }
        return row.id();
    }

    @Override
    public CompletionStage<List<Blob>> missing(List<Blob> blobs) {
        return blocking(() -> {
            List<Blob> missing = new ArrayList<>();
            for (Blob blob : blobs) {
                try {
                    if (!parts.blobs().has(Blobs.of(blob))) {
                        missing.add(blob);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return missing;
        });
    }

    @Override
    public CompletionStage<Optional<Path>> file(Blob blob) {
        return blocking(() -> {
            try {
                Payload.Blob wanted = Blobs.of(blob);
                return parts.blobs().has(wanted) ? Optional.of(parts.blobs().file(wanted)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public CompletionStage<Blob> keep(Caller caller, Blob blob, Path file) {
        return blocking(() -> {
            try {
                parts.blobs().keep(Blobs.of(blob), file);
                return blob;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public CompletionStage<List<Node>> nodes() {
        return parts.keeper()
                .nodes()
                .thenApply(kept -> kept.stream().map(Shown::node).toList());
    }

    @Override
    public CompletionStage<Node> drain(Caller caller, String node) {
        return parts.keeper()
                .drain(node)
                .thenApply(kept -> kept.map(Shown::node).orElseThrow(() -> Refusal.notFound("node", node)));
    }

    @Override
    public PipelineDesk pipelines() {
        return pipelines;
    }

    @Override
    public dev.cleave.wire.proto.jobs.v1.Version version() {
        return dev.cleave.wire.proto.jobs.v1.Version.newBuilder()
                .setVersion(Version.CURRENT)
                .setJavaVersion(System.getProperty("java.version", ""))
                .setNode(parts.node())
                .build();
    }

    @Override
    public boolean ready() {
        return !parts.keeper().isLost();
    }

    private <T> CompletionStage<T> blocking(Supplier<T> reading) {
        return blocking.ask(reading);
    }
}
