package dev.cleave.service.api;

import static dev.cleave.service.access.Permission.CHANGE_OWN_JOBS;
import static dev.cleave.service.access.Permission.SEE;
import static dev.cleave.service.access.Permission.SUBMIT;
import static dev.cleave.service.access.Permission.UPLOAD;

import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.request.PipelineChecks;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.pipelines.v1.ListSchedulesResponse;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineServiceGrpc;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Everything that can be asked about pipelines. */
final class PipelineOperations {

    private final JobDesk desk;
    private final CodeCheck code;

    PipelineOperations(JobDesk desk, CodeCheck code) {
        this.desk = desk;
        this.code = code;
    }

    List<Operation<?, ?>> all() {
        return List.of(
                Operation.change(
                        PipelineServiceGrpc.getSubmitPipelineMethod(),
                        SUBMIT,
                        PipelineChecks::submit,
                        q -> q.getPipeline().getName(),
                        (who, q) -> checked(who, q.getPipeline())
                                .thenCompose(checked -> desk.pipelines().submit(who, q))),
                Operation.read(
                        PipelineServiceGrpc.getGetPipelineRunMethod(),
                        SEE,
                        q -> PipelineChecks.run(q.getRun()),
                        (who, q) -> desk.pipelines().get(q.getRun())),
                Operation.read(
                        PipelineServiceGrpc.getListPipelineRunsMethod(),
                        SEE,
                        PipelineChecks::list,
                        (who, q) -> desk.pipelines().list(q)),
                Operation.change(
                        PipelineServiceGrpc.getCancelPipelineRunMethod(),
                        CHANGE_OWN_JOBS,
                        q -> PipelineChecks.run(q.getRun()),
                        q -> q.getRun(),
                        (who, q) -> ofOwn(who, q.getRun())
                                .thenCompose(run -> desk.pipelines().cancel(who, q.getRun()))),
                Operation.change(
                        PipelineServiceGrpc.getResumePipelineRunMethod(),
                        CHANGE_OWN_JOBS,
                        PipelineChecks::resume,
                        q -> q.getRun(),
                        (who, q) -> ofOwn(who, q.getRun())
                                .thenCompose(run -> {
                                    who.need(SUBMIT);
                                    return checked(who, q.getPipeline());
                                })
                                .thenCompose(checked -> desk.pipelines().resume(who, q))),
                Operation.change(
                        PipelineServiceGrpc.getSchedulePipelineMethod(),
                        SUBMIT,
                        PipelineChecks::schedule,
                        q -> q.getPipeline().getName(),
                        (who, q) -> checked(who, q.getPipeline())
                                .thenCompose(checked -> desk.pipelines().schedule(who, q.getPipeline()))),
                Operation.read(
                        PipelineServiceGrpc.getListSchedulesMethod(),
                        SEE,
                        q -> {},
                        (who, q) -> desk.pipelines()
                                .schedules()
                                .thenApply(all -> ListSchedulesResponse.newBuilder()
                                        .addAllSchedules(all)
                                        .build())),
                Operation.change(
                        PipelineServiceGrpc.getRemoveScheduleMethod(),
                        SUBMIT,
                        q -> PipelineChecks.schedule(q.getSchedule()),
                        q -> q.getSchedule(),
                        (who, q) -> desk.pipelines().removeSchedule(who, q.getSchedule())));
    }

    /** What a pipeline names that not everybody may hand in: files, and among them jars that are what jars should be. */
    private CompletionStage<Void> checked(Caller who, PipelineSource pipeline) {
        if (pipeline.getFilesCount() > 0) {
            who.need(UPLOAD);
        }
        List<Blob> jars = pipeline.getFilesMap().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".jar"))
                .map(Map.Entry::getValue)
                .toList();
        return code.check(jars);
    }

    /** The run, if the caller may change it. */
    private CompletionStage<PipelineRun> ofOwn(Caller who, String id) {
        return desk.pipelines().get(id).thenApply(run -> {
            if (!who.mayChangeJobOf(run.getOwner())) {
                throw who.denied(Permission.CHANGE_ALL_JOBS);
            }
            return run;
        });
    }
}
