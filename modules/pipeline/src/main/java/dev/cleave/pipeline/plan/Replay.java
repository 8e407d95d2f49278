package dev.cleave.pipeline.plan;

import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.pipeline.Demand;
import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Template;
import dev.cleave.core.pipeline.Work;
import dev.cleave.pipeline.read.PipelineDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a pipeline of a graph of tasks with times, whose tasks keep a lane busy for their time. */
public final class Replay {

    /** The program that keeps a lane busy: one base case of so many milliseconds of processor time. */
    public static final String PROGRAM = "grind";

    private static final long MOST_NANOS = 3_600_000_000_000L;
    private static final int LONGEST = PipelineTask.LONGEST_NAME - 8;

    private Replay() {}

    /**
     * The pipeline of a recorded run.
     *
     * @param name what to call it; what no name may have in it is left out
     * @param recorded the tasks and their times
     * @param timeScale what each time is multiplied with, more than 0
     * @throws IllegalArgumentException if a scaled time is longer than an hour
     */
    public static PipelineDocument of(String name, TaskGraph recorded, double timeScale) {
        List<String> names = names(recorded);
        List<PipelineTask> tasks = new ArrayList<>();
        Map<String, Long> durations = new LinkedHashMap<>();
        for (int task = 0; task < recorded.size(); task++) {
            long nanos = Math.round(recorded.nanos(task) * timeScale);
            if (nanos > MOST_NANOS) {
                throw new IllegalArgumentException("time of task " + recorded.name(task) + ": "
                        + recorded.nanos(task) / 1_000_000_000 + " s * " + timeScale + " (expected: at most an hour)");
            }
            List<String> needs = new ArrayList<>();
            for (int k = 0; k < recorded.needCount(task); k++) {
                needs.add(names.get(recorded.need(task, k)));
            }
            tasks.add(task(names.get(task), needs, nanos));
            durations.put(names.get(task), nanos);
        }
        String readable = name.isBlank() ? "replay" : name.substring(0, Math.min(63, name.length()));
        Pipeline pipeline = new Pipeline(readable, List.of(), tasks, List.of(), OnFailure.STOP, Optional.empty());
        return new PipelineDocument(pipeline, "", durations);
    }

    private static PipelineTask task(String name, List<String> needs, long nanos) {
        Map<String, Template> arguments = new LinkedHashMap<>();
        arguments.put("k", Template.of("1"));
        arguments.put("ms", Template.of(BigDecimal.valueOf(nanos, 6).toPlainString()));
        return PipelineTask.of(name, new Work.JobWork(new Program.Named(PROGRAM), arguments))
                .needing(needs.toArray(String[]::new))
                .demanding(new Demand(1, 0));
    }

    /** Names of tasks as pipelines have them; where two become the same, the later one gets a number. */
    private static List<String> names(TaskGraph recorded) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int task = 0; task < recorded.size(); task++) {
            String plain = recorded.name(task).replaceAll("[^a-zA-Z0-9_-]", "_").replaceFirst("^[_-]+", "");
            String name = plain.isEmpty() ? "task" : plain.substring(0, Math.min(LONGEST, plain.length()));
            String free = name;
            for (int number = 2; !taken.add(free); number++) {
                free = name + "-" + number;
            }
            names.add(free);
        }
        return names;
    }
}
