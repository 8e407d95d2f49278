package dev.cleave.service.node;

import dev.cleave.service.access.Caller;
import dev.cleave.service.api.PipelineDesk;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsResponse;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineSchedule;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The desk for pipelines of a process that may be the controller: the term's while there is one, as {@link TermDesk}. Thread-safe. */
final class TermPipelineDesk implements PipelineDesk {

    private final TermDesk jobs;

    TermPipelineDesk(TermDesk jobs) {
        this.jobs = jobs;
    }

    @Override
    public CompletionStage<PipelineRun> submit(Caller caller, SubmitPipelineRequest request) {
        return jobs.ask(desk -> desk.pipelines().submit(caller, request));
    }

    @Override
    public CompletionStage<PipelineRun> get(String run) {
        return jobs.ask(desk -> desk.pipelines().get(run));
    }

    @Override
    public CompletionStage<ListPipelineRunsResponse> list(ListPipelineRunsRequest request) {
        return jobs.ask(desk -> desk.pipelines().list(request));
    }

    @Override
    public CompletionStage<PipelineRun> cancel(Caller caller, String run) {
        return jobs.ask(desk -> desk.pipelines().cancel(caller, run));
    }

    @Override
    public CompletionStage<PipelineRun> resume(Caller caller, ResumePipelineRunRequest request) {
        return jobs.ask(desk -> desk.pipelines().resume(caller, request));
    }

    @Override
    public CompletionStage<PipelineSchedule> schedule(Caller caller, PipelineSource pipeline) {
        return jobs.ask(desk -> desk.pipelines().schedule(caller, pipeline));
    }

    @Override
    public CompletionStage<List<PipelineSchedule>> schedules() {
        return jobs.ask(desk -> desk.pipelines().schedules());
    }

    @Override
    public CompletionStage<PipelineSchedule> removeSchedule(Caller caller, String schedule) {
        return jobs.ask(desk -> desk.pipelines().removeSchedule(caller, schedule));
    }
}
