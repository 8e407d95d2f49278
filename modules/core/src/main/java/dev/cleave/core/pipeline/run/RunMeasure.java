package dev.cleave.core.pipeline.run;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Work and span of a run, as far as it has come, from the measured times of its instances.
 *
 * @param workNanos the sum of the times of the latest attempts, T1
 * @param spanNanos the longest chain of such times that depend on each other, T∞
 * @param criticalPath the instances of one such chain that took any time, first to last
 */
public record RunMeasure(long workNanos, long spanNanos, List<String> criticalPath) {

    public RunMeasure {
        criticalPath = List.copyOf(criticalPath);
    }

    /**
     * The measure of a run.
     *
     * @param pipeline what ran
     * @param records what is known of its instances; those of tasks that the pipeline does not have do not count
     */
    public static RunMeasure of(Pipeline pipeline, List<InstanceRecord> records) {
        TaskGraph graph = graph(pipeline, records);
        GraphAnalysis analysis = GraphAnalysis.of(graph);
        List<String> path = analysis.criticalPath().stream()
                .filter(node -> graph.nanos(node) > 0)
                .map(graph::name)
                .toList();
        return new RunMeasure(analysis.workNanos(), analysis.spanNanos(), path);
    }

    /**
     * The graph of what ran: each instance with its time. A task with several instances is also there itself, without time, after all of
     * them.
     */
    public static TaskGraph graph(Pipeline pipeline, List<InstanceRecord> records) {
        Map<String, List<InstanceRecord>> byTask = new LinkedHashMap<>();
        records.forEach(record -> byTask.computeIfAbsent(record.id().task(), task -> new ArrayList<>())
                .add(record));
        GraphBuilder builder = new GraphBuilder().forgiveDoubledNeeds();
        Set<String> ordinary = new HashSet<>();
        pipeline.tasks().forEach(task -> ordinary.add(task.name()));
        for (PipelineTask task : pipeline.all()) {
            Set<String> before = new HashSet<>(task.before());
            if (!ordinary.contains(task.name())) {
                before.addAll(ordinary);
            }
            long wholeNanos = 0;
            for (InstanceRecord record : byTask.getOrDefault(task.name(), List.of())) {
                if (record.id().index() == InstanceId.ONLY) {
                    wholeNanos = record.nanos();
                    continue;
                }
                String name = record.id().toString();
                builder.task(name, record.nanos(), Place.NOWHERE).need(task.name(), name, Place.NOWHERE);
                before.forEach(needed -> builder.need(name, needed, Place.NOWHERE));
            }
            builder.task(task.name(), wholeNanos, Place.NOWHERE);
            before.forEach(needed -> builder.need(task.name(), needed, Place.NOWHERE));
        }
        return builder.build();
    }
}
