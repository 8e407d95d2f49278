package dev.cleave.service.api;

import dev.cleave.service.access.Caller;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsResponse;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineSchedule;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A desk for pipelines that accepts each, and knows one run: Ada's, whose name is {@code ran}. */
final class MemoryPipelines implements PipelineDesk {

    @Override
    public CompletionStage<PipelineRun> submit(Caller caller, SubmitPipelineRequest request) {
        return answer(PipelineRun.newBuilder()
                .setId("ran")
                .setName(request.getPipeline().getName())
                .setOwner(caller.owner())
                .build());
    }

    @Override
    public CompletionStage<PipelineRun> get(String run) {
        return run.equals("ran")
                ? answer(PipelineRun.newBuilder().setId(run).setOwner("ada").build())
                : CompletableFuture.failedFuture(Refusal.notFound("run", run));
    }

    @Override
    public CompletionStage<ListPipelineRunsResponse> list(ListPipelineRunsRequest request) {
        return answer(ListPipelineRunsResponse.getDefaultInstance());
    }

    @Override
    public CompletionStage<PipelineRun> cancel(Caller caller, String run) {
        return get(run);
    }

    @Override
    public CompletionStage<PipelineRun> resume(Caller caller, ResumePipelineRunRequest request) {
        return get(request.getRun());
    }

    @Override
    public CompletionStage<PipelineSchedule> schedule(Caller caller, PipelineSource pipeline) {
        return answer(PipelineSchedule.newBuilder().setName(pipeline.getName()).build());
    }

    @Override
    public CompletionStage<List<PipelineSchedule>> schedules() {
        return answer(List.of());
    }

    @Override
    public CompletionStage<PipelineSchedule> removeSchedule(Caller caller, String schedule) {
        return CompletableFuture.failedFuture(Refusal.notFound("schedule", schedule));
    }

    private static <T> CompletionStage<T> answer(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
