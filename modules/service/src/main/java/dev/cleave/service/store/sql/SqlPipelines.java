package dev.cleave.service.store.sql;

import dev.cleave.core.pipeline.run.RunState;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.service.store.InstanceRow;
import dev.cleave.service.store.PipelineRow;
import dev.cleave.service.store.PipelineSchedule;
import dev.cleave.service.store.Pipelines;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tables say of runs of pipelines. */
final class SqlPipelines implements Pipelines {

    private final Reading reading;

    SqlPipelines(Reading reading) {
        this.reading = reading;
    }

    @Override
    public Optional<PipelineRow> find(String run) {
        return reading.from(handle -> RunTable.find(handle, run));
    }

    @Override
    public List<PipelineRow> list(String owner, @Nullable String after, int limit) {
        return reading.from(handle -> RunTable.list(handle, owner, after, limit));
    }

    @Override
    public List<PipelineRow> unfinished() {
        return reading.from(RunTable::unfinished);
    }

    @Override
    public Optional<PipelineRow> latest(String owner, String pipeline, RunState state, String before) {
        return reading.from(handle -> RunTable.latest(handle, owner, pipeline, state, before));
    }

    @Override
    public List<InstanceRow> instances(String run) {
        return reading.from(handle -> InstanceTable.list(handle, run));
    }

    @Override
    public Optional<TaskValue> value(String key) {
        return reading.from(handle -> ValueTable.find(handle, key));
    }

    @Override
    public List<PipelineSchedule> schedules() {
        return reading.from(ScheduleTable::list);
    }
}
