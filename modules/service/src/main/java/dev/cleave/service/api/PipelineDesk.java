package dev.cleave.service.api;

import dev.cleave.service.access.Caller;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsResponse;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineSchedule;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the server asks of the rest about pipelines; what {@link JobDesk} says of its methods holds for these. */
public interface PipelineDesk {

    /** Accepts a run; answered when it is on disk. */
    CompletionStage<PipelineRun> submit(Caller caller, SubmitPipelineRequest request);

    CompletionStage<PipelineRun> get(String run);

    /** The newest first, without their tasks. A page size of 0 is 50. */
    CompletionStage<ListPipelineRunsResponse> list(ListPipelineRunsRequest request);

    /** Asks for a run's end; one that has ended stays as it is. The server has seen to it that the caller may. */
    CompletionStage<PipelineRun> cancel(Caller caller, String run);

    /** Goes on with a run; refused as JOB_NOT_ENDED. The server has seen to it that the caller may. */
    CompletionStage<PipelineRun> resume(Caller caller, ResumePipelineRunRequest request);

    /** Has a pipeline begin by itself. */
    CompletionStage<PipelineSchedule> schedule(Caller caller, PipelineSource pipeline);

    CompletionStage<List<PipelineSchedule>> schedules();

    /** Has a pipeline of the caller's begin by itself no longer. */
    CompletionStage<PipelineSchedule> removeSchedule(Caller caller, String schedule);
}
