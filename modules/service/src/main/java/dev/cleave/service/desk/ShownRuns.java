package dev.cleave.service.desk;

import com.google.protobuf.util.Durations;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.InstanceState;
import dev.cleave.core.pipeline.run.RunMeasure;
import dev.cleave.service.store.InstanceRow;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.PipelineSchedule;
import dev.cleave.wire.proto.pipelines.v1.PipelineInstance;
import dev.cleave.wire.proto.pipelines.v1.PipelineMeasure;
import dev.cleave.wire.proto.pipelines.v1.PipelineRun;
import dev.cleave.wire.proto.pipelines.v1.PipelineRunState;
import dev.cleave.wire.proto.pipelines.v1.PipelineTask;
import dev.cleave.wire.proto.pipelines.v1.PipelineTaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of runs of pipelines, as callers are shown it. */
final class ShownRuns {

    private ShownRuns() {}

    /** A run as a whole. */
    static PipelineRun.Builder run(PipelineRow row) {
        PipelineRun.Builder run = PipelineRun.newBuilder()
                .setId(row.id())
                .setName(row.submission().pipeline().name())
                .setOwner(row.submission().owner())
                .setState(PipelineRunState.valueOf("PIPELINE_" + row.record().state()))
                .setRound(row.record().round())
                .setSubmittedAt(Shown.at(row.submission().submittedAt()))
                .setSchedule(row.submission().schedule())
                .putAllArguments(row.submission().pipeline().arguments());
        if (row.endedAt() > 0) {
            run.setEndedAt(Shown.at(row.endedAt()));
        }
        return run;
    }

    /** The tasks of a run. */
    static List<PipelineTask> tasks(Pipeline pipeline, PipelineRow row, List<InstanceRow> instances) {
        Map<String, List<InstanceRow>> byTask = new LinkedHashMap<>();
        instances.forEach(
                instance -> byTask.computeIfAbsent(instance.record().id().task(), task -> new ArrayList<>())
                        .add(instance));
        List<PipelineTask> shown = new ArrayList<>();
        for (dev.cleave.core.pipeline.PipelineTask task : pipeline.all()) {
            List<InstanceRow> own = byTask.getOrDefault(task.name(), List.of());
            PipelineTask.Builder one = PipelineTask.newBuilder()
                    .setName(task.name())
                    .addAllNeeds(task.before())
                    .setIsFinally(pipeline.finallyTasks().contains(task));
            List<InstanceState> states = new ArrayList<>();
            for (InstanceRow instance : own) {
                states.add(state(row, instance.record()));
                one.addInstances(instance(row, instance));
            }
            shown.add(one.setState(shown(together(states))).build());
        }
        return shown;
    }

    /** What an earlier round has left undone waits in this one. */
    private static InstanceState state(PipelineRow row, InstanceRecord record) {
        boolean isEarlier = record.round() < row.record().round()
                && record.state() != InstanceState.SUCCEEDED
                && !row.record().state().isFinal();
        return isEarlier ? InstanceState.WAITING : record.state();
    }

    private static InstanceState together(List<InstanceState> states) {
        if (states.isEmpty()) {
            return InstanceState.WAITING;
        }
        if (states.size() == 1) {
            return states.get(0);
        }
        if (!states.stream().allMatch(InstanceState::isFinal)) {
            return InstanceState.RUNNING;
        }
        for (InstanceState worst : List.of(InstanceState.CANCELLED, InstanceState.FAILED, InstanceState.SUCCEEDED)) {
            if (states.contains(worst)) {
                return worst;
            }
        }
        return InstanceState.SKIPPED;
    }

    private static PipelineTaskState shown(InstanceState state) {
        return PipelineTaskState.valueOf("TASK_" + state);
    }

    private static PipelineInstance instance(PipelineRow row, InstanceRow instance) {
        InstanceRecord record = instance.record();
        PipelineInstance.Builder shown = PipelineInstance.newBuilder()
                .setName(record.id().toString())
                .setItem(record.item())
                .setState(shown(state(row, record)))
                .setAttempt(record.attempt())
                .setJob(instance.job())
                .setResult(record.value().result())
                .putAllFiles(record.value().files())
                .setCached(record.isKnown())
                .setFailureCode(record.failureCode())
                .setMessage(record.message())
                .setSkippedBy(record.skippedBy())
                .setTook(Durations.fromNanos(record.nanos()));
        if (record.startedAt() > 0) {
            shown.setStartedAt(Shown.at(record.startedAt()));
        }
        if (record.endedAt() > 0) {
            shown.setEndedAt(Shown.at(record.endedAt()));
        }
        return shown.build();
    }

    /**
     * Work and span of a run.
     *
     * @param elapsedMillis from its submission to its end, or until now
     */
    static PipelineMeasure measure(Pipeline pipeline, List<InstanceRow> instances, long elapsedMillis) {
        RunMeasure measure = RunMeasure.of(
                pipeline, instances.stream().map(InstanceRow::record).toList());
        return PipelineMeasure.newBuilder()
                .setWork(Durations.fromNanos(measure.workNanos()))
                .setSpan(Durations.fromNanos(measure.spanNanos()))
                .addAllCriticalPath(measure.criticalPath())
                .setElapsed(Durations.fromMillis(elapsedMillis))
                .build();
    }

    static dev.cleave.wire.proto.pipelines.v1.PipelineSchedule schedule(PipelineSchedule schedule, long nextAt) {
        return dev.cleave.wire.proto.pipelines.v1.PipelineSchedule.newBuilder()
                .setName(schedule.name())
                .setOwner(schedule.owner())
                .setCron(schedule.cron())
                .setNextAt(Shown.at(nextAt))
                .setCreatedAt(Shown.at(schedule.createdAt()))
                .putAllArguments(schedule.pipeline().arguments())
                .build();
    }
}
