package dev.cleave.cli.pipeline;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.InstanceState;
import dev.cleave.core.pipeline.run.RunMeasure;
import dev.cleave.pipeline.plan.PipelinePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of a run, for people and for programs.
 *
 * @param source the pipeline
 * @param plan what it was to do
 * @param lanes on how many lanes
 * @param ended how it ended
 */
record RunSheet(PipelineSource source, PipelinePlan plan, int lanes, LocalRun.Ended ended) {

    private static final int MOST_ROWS = 200;
    private static final int MOST_CHARACTERS = 60;

    private RunMeasure measure() {
        return RunMeasure.of(source.document().pipeline(), ended.instances());
    }

    /** One document; times in seconds. Its {@code tasks} are read by {@code cleave graph} and as {@code --durations}, too. */
    Map<String, Object> document() {
        Pipeline pipeline = source.document().pipeline();
        RunMeasure measure = measure();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", pipeline.name());
        document.put("file", source.file());
        document.put("parameters", source.arguments());
        document.put("state", ended.record().state().name());
        document.put("lanes", lanes);
        document.put("elapsed", PlanSheet.seconds(ended.nanos()));
        document.put("work", PlanSheet.seconds(measure.workNanos()));
        document.put("span", PlanSheet.seconds(measure.spanNanos()));
        document.put("parallelism", parallelism(measure));
        document.put("criticalPath", measure.criticalPath());
        Map<String, Object> planned = new LinkedHashMap<>();
        planned.put("work", PlanSheet.seconds(plan.analysis().workNanos()));
        planned.put("span", PlanSheet.seconds(plan.analysis().spanNanos()));
        planned.put("makespan", PlanSheet.seconds(plan.on(lanes).nanos()));
        planned.put("timesKnown", plan.guessed().isEmpty());
        document.put("plan", planned);
        Map<String, Object> tasks = new LinkedHashMap<>();
        for (InstanceRecord instance : ended.instances()) {
            tasks.put(instance.id().toString(), row(instance));
        }
        document.put("tasks", tasks);
        return document;
    }

    private Map<String, Object> row(InstanceRecord instance) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("needs", needs(instance.id().task()));
        row.put("duration", PlanSheet.seconds(instance.nanos()));
        row.put("state", instance.state().name());
        row.put("attempts", instance.attempt());
        if (!instance.item().isEmpty()) {
            row.put("item", instance.item());
        }
        row.put("known", instance.isKnown());
        if (instance.state() == InstanceState.SUCCEEDED) {
            row.put("result", instance.value().result());
            row.put("files", instance.value().files());
        } else {
            row.put("code", instance.failureCode());
            row.put("message", instance.message());
            row.put("skippedBy", instance.skippedBy());
        }
        return row;
    }

    /** Every instance of what a task needs; of a finally-task, of all that are none. */
    private List<String> needs(String name) {
        Pipeline pipeline = source.document().pipeline();
        Set<String> before = pipeline.task(name)
                .map(task -> new LinkedHashSet<>(task.before()))
                .orElseGet(LinkedHashSet::new);
        if (pipeline.finallyTasks().stream().anyMatch(task -> task.name().equals(name))) {
            pipeline.tasks().forEach(task -> before.add(task.name()));
        }
        return ended.instances().stream()
                .filter(instance -> before.contains(instance.id().task()))
                .map(instance -> instance.id().toString())
                .toList();
    }

    /** The same in columns. */
    String table() {
        Pipeline pipeline = source.document().pipeline();
        RunMeasure measure = measure();
        List<String> lines = new ArrayList<>();
        lines.add(pipeline.name() + ": " + ended.record().state() + " in " + Units.time(ended.nanos()) + " on "
                + PlanSheet.counted(lanes, "lane"));
        lines.add("");
        Columns columns = new Columns("llrrl").row("task", "state", "tries", "time", "result");
        int rows = 0;
        for (InstanceRecord instance : ended.instances()) {
            if (++rows > MOST_ROWS) {
                columns.row("… " + (ended.instances().size() - MOST_ROWS) + " more", "-o json has all", "", "", "");
                break;
            }
            columns.row(
                    instance.id().toString(),
                    instance.isKnown() ? "SUCCEEDED, known" : instance.state().name(),
                    instance.attempt() == 0 ? "" : String.valueOf(instance.attempt()),
                    instance.attempt() == 0 ? "" : Units.time(instance.nanos()),
                    result(instance));
        }
        lines.addAll(columns.lines(2));
        lines.add("");
        Columns figures = new Columns("lll").row("", "measured", "planned");
        figures.row("work T1", time(measure.workNanos()), time(plan.analysis().workNanos()));
        figures.row("span T∞", time(measure.spanNanos()), time(plan.analysis().spanNanos()));
        figures.row(
                "parallelism",
                Units.threeDigits(parallelism(measure)),
                Units.threeDigits(plan.analysis().parallelism()));
        figures.row("makespan", time(ended.nanos()), time(plan.on(lanes).nanos()));
        lines.addAll(figures.lines(2));
        if (!plan.guessed().isEmpty()) {
            lines.add("  planned with a second for each of which no time is known (--durations FILE, or duration in the"
                    + " pipeline)");
        }
        if (!measure.criticalPath().isEmpty()) {
            lines.add("");
            lines.add("critical path: " + shortened(String.join(", ", measure.criticalPath())));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static double parallelism(RunMeasure measure) {
        return measure.spanNanos() == 0 ? 1 : (double) measure.workNanos() / measure.spanNanos();
    }

    private static String time(long nanos) {
        return PlanSheet.time(nanos);
    }

    /** The failures, each with all that is known of it. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>();
        for (InstanceRecord instance : ended.instances()) {
            if (instance.state() == InstanceState.FAILED) {
                lines.add(instance.id() + " failed: " + instance.failureCode() + ": " + instance.message());
            }
        }
        return lines;
    }

    private static String result(InstanceRecord instance) {
        return switch (instance.state()) {
            case SUCCEEDED ->
                instance.value().isKept()
                        ? shortened(instance.value().result())
                        : instance.value().length() + " characters, too many to be passed on";
            case FAILED -> shortened(instance.failureCode() + ": " + instance.message());
            default -> shortened(instance.message());
        };
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS - 1) + "…" : line;
    }
}
