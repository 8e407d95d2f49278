package dev.cleave.pipeline.plan;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.pipeline.read.PipelineDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks take: as a run has measured it, else as the pipeline says. Immutable.
 *
 * @param measured times in nanoseconds by the name of a task or of an instance, as {@code each[3]}
 * @param said times in nanoseconds by the name of a task
 */
public record Durations(Map<String, Long> measured, Map<String, Long> said) {

    /** What is counted for a task of which nothing is known: a second. */
    public static final long UNKNOWN_NANOS = 1_000_000_000;

    public Durations {
        measured = Map.copyOf(measured);
        said = Map.copyOf(said);
    }

    /** What a pipeline says. */
    public static Durations of(PipelineDocument document) {
        return new Durations(Map.of(), document.durations());
    }

    /** The same with the times of a run, whose tasks stand in a graph by their names. */
    public Durations withRun(TaskGraph run) {
        Map<String, Long> times = new HashMap<>();
        for (int task = 0; task < run.size(); task++) {
            times.put(run.name(task), run.nanos(task));
        }
        return new Durations(times, said);
    }

    /** How many instances a task had in the run; 0 if that is not known. */
    int instances(String task) {
        int count = 0;
        while (measured.containsKey(task + "[" + count + "]")) {
            count++;
        }
        return count;
    }

    /** The time of one instance; empty if nothing is known of it. */
    OptionalLong nanos(String task, int index) {
        Long own = measured.get(index < 0 ? task : task + "[" + index + "]");
        if (own == null && index >= 0) {
            own = mean(task);
        }
        if (own == null) {
            own = said.get(task);
        }
        return own == null ? OptionalLong.empty() : OptionalLong.of(own);
    }

    private @Nullable Long mean(String task) {
        int count = instances(task);
        if (count == 0) {
            return null;
        }
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += measured.getOrDefault(task + "[" + index + "]", 0L);
        }
        return sum / count;
    }
}
