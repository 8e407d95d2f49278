package dev.cleave.cli.pipeline;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Work;
import dev.cleave.pipeline.cron.Cron;
import dev.cleave.pipeline.plan.PipelinePlan;
import dev.cleave.pipeline.plan.PipelinePlan.Bound;
import dev.cleave.pipeline.plan.PlannedTask;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan for people and for programs.
 *
 * @param source the pipeline
 * @param plan what it would do
 * @param lanes on how many lanes
 * @param now when its schedule is looked at
 */
record PlanSheet(PipelineSource source, PipelinePlan plan, int lanes, ZonedDateTime now) {

    private static final int MOST_ROWS = 60;
    private static final int MOST_WORDS = 40;

    /** The makespans on 1, 2, 4 … lanes, up to those that there are. */
    private List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        for (int count = 1; count < lanes; count *= 2) {
            bounds.add(plan.on(count));
        }
        bounds.add(plan.on(lanes));
        return bounds;
    }

    /** One document; times in seconds. Its {@code tasks} are read by {@code cleave graph}, too. */
    Map<String, Object> document() {
        Pipeline pipeline = source.document().pipeline();
        GraphAnalysis analysis = plan.analysis();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", pipeline.name());
        document.put("file", source.file());
        document.put("parameters", source.arguments());
        pipeline.cron().ifPresent(cron -> {
            document.put("cron", cron);
            document.put("next", next(cron));
        });
        document.put("work", seconds(analysis.workNanos()));
        document.put("span", seconds(analysis.spanNanos()));
        document.put("parallelism", analysis.parallelism());
        document.put("criticalPath", path(analysis));
        document.put(
                "prediction",
                bounds().stream()
                        .map(bound -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("lanes", bound.lanes());
                            row.put("makespan", seconds(bound.nanos()));
                            row.put("least", seconds(bound.leastNanos()));
                            return row;
                        })
                        .toList());
        Map<String, Object> tasks = new LinkedHashMap<>();
        plan.tasks().forEach(task -> tasks.put(task.name(), row(task)));
        document.put("tasks", tasks);
        return document;
    }

    private static Map<String, Object> row(PlannedTask task) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("needs", List.copyOf(task.task().before()));
        row.put("work", work(task.task().work()));
        row.put("finally", task.isFinally());
        row.put("planned", word(task));
        row.put("instances", task.items().size());
        row.put("instancesKnown", task.areItemsKnown());
        row.put("lanes", task.lanes());
        row.put("times", task.nanos().stream().map(PlanSheet::seconds).toList());
        row.put("timesKnown", task.areTimesKnown());
        return row;
    }

    /** The same in columns. */
    String table() {
        Pipeline pipeline = source.document().pipeline();
        TaskGraph graph = plan.graph();
        GraphAnalysis analysis = plan.analysis();
        List<String> lines = new ArrayList<>();
        int instances = plan.instances();
        lines.add(pipeline.name() + " (" + source.file() + "): "
                + counted(plan.tasks().size(), "task") + ", " + counted(instances, "instance")
                + (isCountKnown() ? "" : " or more"));
        List<String> head = new ArrayList<>();
        if (!source.arguments().isEmpty()) {
            head.add("with "
                    + source.arguments().entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining(", ")));
        }
        pipeline.cron().ifPresent(cron -> head.add("due at " + cron + ", next " + String.join(", ", next(cron))));
        head.forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.addAll(tasks().lines(2));
        lines.add("");
        lines.addAll(new Columns("ll")
                .row("work T1", time(analysis.workNanos()))
                .row("span T∞", time(analysis.spanNanos()))
                .row("parallelism", Units.threeDigits(analysis.parallelism()))
                .lines(2));
        if (!plan.guessed().isEmpty()) {
            lines.add("  of " + shortened(String.join(", ", plan.guessed()))
                    + " no time is known: a second counts for each");
        }
        lines.add("");
        lines.add("critical path: " + shortened(path(analysis).stream().collect(Collectors.joining(", "))));
        lines.add("");
        lines.add("makespan by list scheduling, longest way to go first");
        Columns columns = new Columns("rrr").row("lanes", "makespan", "at least");
        bounds().forEach(bound ->
                columns.row(String.valueOf(bound.lanes()), time(bound.nanos()), time(bound.leastNanos())));
        lines.addAll(columns.lines(2));
        return String.join(System.lineSeparator(), lines);
    }

    private Columns tasks() {
        Columns columns = new Columns("llrrrl").row("task", "runs", "times", "lanes", "each", "after");
        int rows = 0;
        for (PlannedTask task : plan.tasks()) {
            if (++rows > MOST_ROWS) {
                columns.row("… " + (plan.tasks().size() - MOST_ROWS) + " more", "-o json has all", "", "", "", "");
                break;
            }
            boolean counts = task.counts();
            columns.row(
                    task.name(),
                    task.end() == PlannedTask.End.RUNS
                            ? shortened(work(task.task().work()))
                            : word(task),
                    counts ? task.items().size() + (task.areItemsKnown() ? "" : "?") : "",
                    counts ? String.valueOf(task.lanes()) : "",
                    counts && !task.nanos().isEmpty() ? each(task) : "",
                    task.isFinally()
                            ? "all"
                            : shortened(String.join(", ", task.task().before())));
        }
        return columns;
    }

    private static String each(PlannedTask task) {
        double mean = task.nanos().stream().mapToLong(nanos -> nanos).average().orElse(0);
        return Units.time(mean) + (task.areTimesKnown() ? "" : "?");
    }

    private boolean isCountKnown() {
        return plan.tasks().stream().allMatch(PlannedTask::areItemsKnown);
    }

    private static String word(PlannedTask task) {
        return switch (task.end()) {
            case RUNS -> "runs";
            case MAY_RUN -> "if its condition holds";
            case LEFT_OUT -> "left out by its condition";
            case SKIPPED -> "skipped with what it needs";
        };
    }

    private static String work(Work work) {
        if (work instanceof Work.CommandWork command) {
            return command.argv().stream().map(Object::toString).collect(Collectors.joining(" "));
        }
        Work.JobWork job = (Work.JobWork) work;
        String program = job.program() instanceof Program.Named named
                ? named.name()
                : ((Program.Packed) job.program()).jobClass();
        String arguments = job.arguments().entrySet().stream()
                .map(each -> " " + each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining());
        return "job " + program + arguments;
    }

    private List<String> path(GraphAnalysis analysis) {
        TaskGraph graph = plan.graph();
        return analysis.criticalPath().stream()
                .filter(task -> graph.nanos(task) > 0)
                .map(graph::name)
                .toList();
    }

    private List<String> next(String text) {
        Cron cron = Cron.parse(text);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);
        ZonedDateTime first = cron.next(now);
        return List.of(first.format(format), cron.next(first).format(format));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS - 1) + "…" : line;
    }

    static String counted(int count, String what) {
        return Units.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    static String time(long nanos) {
        return nanos >= 1_000_000_000 ? String.format(Locale.ROOT, "%,.3f s", nanos / 1e9) : Units.time(nanos);
    }
}
