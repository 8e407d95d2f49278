package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes what a run asks for, and keeps its records. */
final class RecordingPipelinePort implements PipelinePort {

    static final ResolvedWork.Contents CONTENTS = new ResolvedWork.Contents() {
        @Override
        public String ofProgram(String name) {
            return "program " + name;
        }

        @Override
        public String ofFile(String path) {
            return "file " + path;
        }
    };

    final List<String> submitted = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    final Map<InstanceId, ResolvedWork> work = new HashMap<>();
    final Map<InstanceId, InstanceRecord> kept = new LinkedHashMap<>();
    final Map<String, TaskValue> memory = new HashMap<>();
    final List<Long> wakes = new ArrayList<>();
    RunRecord run = RunRecord.FIRST;

    @Override
    public void submit(InstanceId instance, int attempt, PipelineTask task, ResolvedWork resolved) {
        submitted.add(instance + "#" + attempt);
        work.put(instance, resolved);
    }

    @Override
    public void cancel(InstanceId instance, int attempt) {
        cancelled.add(instance + "#" + attempt);
    }

    @Override
    public void wakeAt(long millis) {
        wakes.add(millis);
    }

    @Override
    public String key(ResolvedWork resolved) {
        return resolved.definition(CONTENTS);
    }

    @Override
    public Optional<TaskValue> known(String key) {
        return Optional.ofNullable(memory.get(key));
    }

    @Override
    public void remember(String key, TaskValue value) {
        memory.put(key, value);
    }

    @Override
    public void record(InstanceRecord instance) {
        kept.put(instance.id(), instance);
    }

    @Override
    public void forget(InstanceId instance) {
        kept.remove(instance);
    }

    @Override
    public void record(RunRecord record) {
        run = record;
    }

    /** What was asked for since the last time. */
    List<String> newlySubmitted() {
        List<String> news = List.copyOf(submitted);
        submitted.clear();
        return news;
    }

    List<InstanceRecord> records() {
        return List.copyOf(kept.values());
    }

    InstanceRecord of(String task) {
        return kept.get(InstanceId.of(task));
    }
}
