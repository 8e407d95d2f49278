package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.pipelines.v1.CancelPipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.GetPipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsResponse;
import dev.cleave.wire.proto.pipelines.v1.ListSchedulesRequest;
import dev.cleave.wire.proto.pipelines.v1.PipelineServiceGrpc;
import dev.cleave.wire.proto.pipelines.v1.PipelineServiceGrpc.PipelineServiceBlockingStub;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.RemoveScheduleRequest;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SchedulePipelineRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import io.grpc.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What a cluster does about pipelines: batch work as a graph of jobs.
 *
 * <p>What {@link CleaveClient} says of its methods holds for these: accepted is durable, nodes may die, refusals are
 * {@link CleaveException}s. Safe for use by many threads at once.
 */
public final class Pipelines {

    private static final int PAGE = 200;

    private final Asking asking;
    private final Uploads uploads;

    Pipelines(Asking asking) {
        this.asking = asking;
        this.uploads = new Uploads(asking);
    }

    private static PipelineServiceBlockingStub service(Channel node, Duration deadline) {
        return PipelineServiceGrpc.newBlockingStub(node).withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins a run; returns when the cluster has it on disk. */
    public PipelineStatus submit(PipelineSubmission pipeline) {
        String key = pipeline.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
        return with(pipeline, source -> {
            SubmitPipelineRequest request = SubmitPipelineRequest.newBuilder()
                    .setPipeline(source)
                    .setIdempotencyKey(key)
                    .build();
            return PipelineMapping.status(
                    asking.ask((node, deadline) -> service(node, deadline).submitPipeline(request)));
        });
    }

    /** What the cluster says of a run, with all its tasks. */
    public PipelineStatus status(String run) {
        GetPipelineRunRequest request =
                GetPipelineRunRequest.newBuilder().setRun(run).build();
        return PipelineMapping.status(
                asking.ask((node, deadline) -> service(node, deadline).getPipelineRun(request)));
    }

    /**
     * Runs, the newest first, without their tasks.
     *
     * @param owner whose; empty for everybody's
     * @param limit how many at most
     */
    public List<PipelineStatus> list(String owner, int limit) {
        List<PipelineStatus> runs = new ArrayList<>();
        String token = "";
        do {
            ListPipelineRunsRequest request = ListPipelineRunsRequest.newBuilder()
                    .setOwner(owner)
                    .setPageSize(Math.min(PAGE, limit - runs.size()))
                    .setPageToken(token)
                    .build();
            ListPipelineRunsResponse page =
                    asking.ask((node, deadline) -> service(node, deadline).listPipelineRuns(request));
            page.getRunsList().forEach(run -> runs.add(PipelineMapping.status(run)));
            token = page.getNextPageToken();
        } while (!token.isEmpty() && runs.size() < limit);
        return runs;
    }

    /** Asks for the end of a run, whose finally-tasks still run; asked once more, for the end of those. */
    public PipelineStatus cancel(String run) {
        CancelPipelineRunRequest request =
                CancelPipelineRunRequest.newBuilder().setRun(run).build();
        return PipelineMapping.status(
                asking.ask((node, deadline) -> service(node, deadline).cancelPipelineRun(request)));
    }

    /**
     * Goes on with a run that has ended: only what has not succeeded runs again.
     *
     * @throws CleaveException {@code UNCERTAIN} if the answer was lost: it may go on, as its status says
     */
    public PipelineStatus resume(String run) {
        return resume(ResumePipelineRunRequest.newBuilder().setRun(run).build());
    }

    /**
     * Goes on with a run that has ended, as it was mended: what was mended runs again too, with all that needs it.
     *
     * @param mended arguments that it does not give stay as they were
     * @throws CleaveException {@code UNCERTAIN} if the answer was lost: it may go on, as its status says
     */
    public PipelineStatus resume(String run, PipelineSubmission mended) {
        return with(
                mended,
                source -> resume(ResumePipelineRunRequest.newBuilder()
                        .setRun(run)
                        .setPipeline(source)
                        .build()));
    }

    private PipelineStatus resume(ResumePipelineRunRequest request) {
        return PipelineMapping.status(
                asking.askOnce((node, deadline) -> service(node, deadline).resumePipelineRun(request)));
    }

    /** Has a pipeline begin by itself, as its text says under cron; in place of the one of the same name. */
    public PipelineSchedule schedule(PipelineSubmission pipeline) {
        return with(pipeline, source -> {
            SchedulePipelineRequest request =
                    SchedulePipelineRequest.newBuilder().setPipeline(source).build();
            return PipelineMapping.schedule(
                    asking.ask((node, deadline) -> service(node, deadline).schedulePipeline(request)));
        });
    }

    /** All pipelines that begin by themselves. */
    public List<PipelineSchedule> schedules() {
        return asking
                .ask((node, deadline) ->
                        service(node, deadline).listSchedules(ListSchedulesRequest.getDefaultInstance()))
                .getSchedulesList()
                .stream()
                .map(PipelineMapping::schedule)
                .toList();
    }

    /** Has one of the caller's own pipelines begin by itself no longer. */
    public PipelineSchedule removeSchedule(String name) {
        RemoveScheduleRequest request =
                RemoveScheduleRequest.newBuilder().setSchedule(name).build();
        return PipelineMapping.schedule(
                asking.ask((node, deadline) -> service(node, deadline).removeSchedule(request)));
    }

    /** Sends the files that the cluster does not have, then asks; and once more if it has lost one since. */
    private <T> T with(PipelineSubmission pipeline, Function<PipelineSource, T> question) {
        try (Parcel parcel = Parcel.of(pipeline)) {
            Map<String, Blob> files = parcel.data();
            PipelineSource source = PipelineMapping.source(pipeline, files);
            return uploads.sendFor(parcel.files(), () -> question.apply(source));
        }
    }
}
