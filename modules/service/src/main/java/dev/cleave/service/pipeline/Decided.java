package dev.cleave.service.pipeline;

import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.RunRecord;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.service.store.PipelineChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was decided in a run and is not in the store yet, and what is to be done once it is. Not thread-safe. */
final class Decided {

    private final Map<InstanceId, InstanceRecord> instances = new LinkedHashMap<>();
    private final Set<InstanceId> forgotten = new LinkedHashSet<>();
    private final Map<InstanceId, String> jobs = new LinkedHashMap<>();
    private final Map<String, TaskValue> values = new LinkedHashMap<>();
    private final List<Runnable> orders = new ArrayList<>();
    private @Nullable RunRecord run;

    void record(RunRecord record) {
        run = record;
    }

    void record(InstanceRecord record) {
        forgotten.remove(record.id());
        instances.put(record.id(), record);
    }

    void forget(InstanceId instance) {
        instances.remove(instance);
        forgotten.add(instance);
    }

    void job(InstanceId instance, String job) {
        jobs.put(instance, job);
    }

    void value(String key, TaskValue value) {
        values.put(key, value);
    }

    Optional<TaskValue> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Something to be done once all that was decided before is in the store. */
    void order(Runnable order) {
        orders.add(order);
    }

    boolean isNothing() {
        return run == null && instances.isEmpty() && forgotten.isEmpty() && jobs.isEmpty() && values.isEmpty();
    }

    PipelineChange change(String id, long at) {
        return new PipelineChange(
                id,
                at,
                Optional.ofNullable(run),
                List.copyOf(instances.values()),
                List.copyOf(forgotten),
                jobs,
                values);
    }

    /** It is in the store; gives what is to be done. */
    List<Runnable> kept() {
        List<Runnable> due = List.copyOf(orders);
        run = null;
        instances.clear();
        forgotten.clear();
        jobs.clear();
        values.clear();
        orders.clear();
        return due;
    }
}
