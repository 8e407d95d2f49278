package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import java.util.Map;
import java.util.Optional;

/** Runs of pipelines, from messages and to them. */
final class PipelineMapping {

    private PipelineMapping() {}

    static PipelineSource source(PipelineSubmission pipeline, Map<String, Blob> files) {
        return PipelineSource.newBuilder()
                .setName(pipeline.name())
                .setText(pipeline.text())
                .putAllFiles(files)
                .putAllArguments(pipeline.arguments())
                .build();
    }

    static PipelineStatus status(PipelineRun run) {
        return new PipelineStatus(
                Answers.notEmpty("run", run.getId()),
                run.getName(),
                run.getOwner(),
                Answers.constant(PipelineState.class, "PIPELINE_", run.getState()),
                run.getRound(),
                Moments.instant(run.getSubmittedAt()),
                Moments.instant(run.hasEndedAt(), run.getEndedAt()),
                named(run.getSchedule()),
                run.getArgumentsMap(),
                run.getTasksList().stream().map(PipelineMapping::task).toList(),
                run.hasMeasured() ? Optional.of(measure(run.getMeasured())) : Optional.empty(),
                run.hasBefore() ? Optional.of(measure(run.getBefore())) : Optional.empty());
    }

    private static PipelineTask task(dev.cleave.wire.proto.pipelines.v1.PipelineTask task) {
        return new PipelineTask(
                task.getName(),
                Answers.constant(TaskState.class, "TASK_", task.getState()),
                task.getNeedsList(),
                task.getIsFinally(),
                task.getInstancesList().stream().map(PipelineMapping::instance).toList());
    }

    private static PipelineInstance instance(dev.cleave.wire.proto.pipelines.v1.PipelineInstance instance) {
        return new PipelineInstance(
                instance.getName(),
                instance.getItem(),
                Answers.constant(TaskState.class, "TASK_", instance.getState()),
                instance.getAttempt(),
                named(instance.getJob()),
                instance.getResult(),
                instance.getFilesMap(),
                instance.getCached(),
                instance.getFailureCode(),
                instance.getMessage(),
                instance.getSkippedBy(),
                Moments.instant(instance.hasStartedAt(), instance.getStartedAt()),
                Moments.instant(instance.hasEndedAt(), instance.getEndedAt()),
                Moments.duration(instance.getTook()));
    }

    private static PipelineMeasure measure(dev.cleave.wire.proto.pipelines.v1.PipelineMeasure measure) {
        return new PipelineMeasure(
                Moments.duration(measure.getWork()),
                Moments.duration(measure.getSpan()),
                measure.getCriticalPathList(),
                Moments.duration(measure.getElapsed()));
    }

    static PipelineSchedule schedule(dev.cleave.wire.proto.pipelines.v1.PipelineSchedule schedule) {
        return new PipelineSchedule(
                schedule.getName(),
                schedule.getOwner(),
                schedule.getCron(),
                Moments.instant(schedule.getNextAt()),
                Moments.instant(schedule.getCreatedAt()),
                schedule.getArgumentsMap());
    }

    private static Optional<String> named(String name) {
        return Optional.of(name).filter(text -> !text.isEmpty());
    }
}
