package dev.cleave.cli.pipeline;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.client.PipelineInstance;
import dev.cleave.client.PipelineMeasure;
import dev.cleave.client.PipelineSchedule;
import dev.cleave.client.PipelineStatus;
import dev.cleave.client.PipelineTask;
import dev.cleave.client.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a job service says of runs of pipelines, for people and for programs. */
final class StatusSheet {

    private static final int MOST_ROWS = 200;
    private static final int MOST_CHARACTERS = 60;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private StatusSheet() {}

    /** One run as a whole. Times are text as of ISO 8601, lengths of time seconds. */
    static Map<String, @Nullable Object> head(PipelineStatus run) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", run.id());
        map.put("name", run.name());
        map.put("owner", run.owner());
        map.put("state", run.state().name());
        map.put("round", run.round());
        map.put("submittedAt", run.submittedAt().toString());
        map.put("endedAt", moment(run.endedAt()));
        map.put("schedule", run.schedule().orElse(null));
        map.put("parameters", new TreeMap<>(run.arguments()));
        return map;
    }

    /** One run with its tasks. They are read by {@code cleave graph} and as {@code --durations}, too. */
    static Map<String, @Nullable Object> document(PipelineStatus run) {
        Map<String, @Nullable Object> map = head(run);
        run.measured().ifPresent(measured -> map.putAll(measure(measured)));
        map.put("before", run.before().map(StatusSheet::measure).orElse(null));
        Map<String, Object> tasks = new LinkedHashMap<>();
        for (PipelineTask task : run.tasks()) {
            if (task.instances().isEmpty()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("needs", task.needs());
                row.put("duration", 0.0);
                row.put("state", task.state().name());
                tasks.put(task.name(), row);
            }
            task.instances().forEach(instance -> tasks.put(instance.name(), row(task, instance)));
        }
        map.put("tasks", tasks);
        return map;
    }

    private static Map<String, @Nullable Object> measure(PipelineMeasure measured) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("elapsed", seconds(measured.elapsed()));
        map.put("work", seconds(measured.work()));
        map.put("span", seconds(measured.span()));
        map.put("parallelism", measured.parallelism());
        map.put("criticalPath", measured.criticalPath());
        return map;
    }

    private static Map<String, @Nullable Object> row(PipelineTask task, PipelineInstance instance) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("needs", task.needs());
        row.put("duration", seconds(instance.took()));
        row.put("state", instance.state().name());
        row.put("attempts", instance.attempt());
        row.put("job", instance.job().orElse(null));
        if (!instance.item().isEmpty()) {
            row.put("item", instance.item());
        }
        row.put("known", instance.isCached());
        if (instance.state() == TaskState.SUCCEEDED) {
            row.put("result", instance.result());
            row.put("files", new TreeMap<>(instance.files()));
        } else {
            row.put("code", instance.failureCode());
            row.put("message", instance.message());
            row.put("skippedBy", instance.skippedBy());
        }
        return row;
    }

    /** The same in columns. */
    static String table(PipelineStatus run) {
        List<String> lines = new ArrayList<>();
        lines.add(run.name() + ": " + run.state() + (run.round() > 1 ? ", round " + run.round() : "")
                + run.measured()
                        .map(measured -> ", " + time(measured.elapsed()))
                        .orElse(""));
        lines.add("");
        Columns columns = new Columns("llrrll").row("task", "state", "tries", "time", "job", "result");
        int rows = 0;
        int more = 0;
        for (PipelineTask task : run.tasks()) {
            if (task.instances().isEmpty()) {
                columns.row(task.name(), task.state().name(), "", "", "", "");
            }
            for (PipelineInstance instance : task.instances()) {
                if (++rows > MOST_ROWS) {
                    more++;
                    continue;
                }
                columns.row(
                        instance.name(),
                        instance.isCached()
                                ? "SUCCEEDED, known"
                                : instance.state().name(),
                        instance.attempt() == 0 ? "" : String.valueOf(instance.attempt()),
                        instance.attempt() == 0 ? "" : time(instance.took()),
                        instance.job().orElse(""),
                        result(instance));
            }
        }
        lines.addAll(columns.lines(2));
        if (more > 0) {
            lines.add("  … " + more + " more: -o json has all");
        }
        run.measured().ifPresent(measured -> lines.addAll(figures(measured, run.before())));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> figures(PipelineMeasure measured, Optional<PipelineMeasure> before) {
        Columns figures = new Columns("lll").row("", "measured", before.isPresent() ? "last time" : "");
        figures.row(
                "work T1",
                time(measured.work()),
                before.map(last -> time(last.work())).orElse(""));
        figures.row(
                "span T∞",
                time(measured.span()),
                before.map(last -> time(last.span())).orElse(""));
        figures.row(
                "parallelism",
                Units.threeDigits(measured.parallelism()),
                before.map(last -> Units.threeDigits(last.parallelism())).orElse(""));
        figures.row(
                "elapsed",
                time(measured.elapsed()),
                before.map(last -> time(last.elapsed())).orElse(""));
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(figures.lines(2));
        if (!measured.criticalPath().isEmpty()) {
            lines.add("");
            lines.add("critical path: " + shortened(String.join(", ", measured.criticalPath())));
        }
        return lines;
    }

    static String runs(List<PipelineStatus> runs) {
        Columns columns = new Columns("lllll").row("RUN", "STATE", "PIPELINE", "OWNER", "SUBMITTED");
        runs.forEach(run ->
                columns.row(run.id(), run.state().name(), run.name(), run.owner(), MOMENT.format(run.submittedAt())));
        return String.join(System.lineSeparator(), columns.lines(0));
    }

    static String schedules(List<PipelineSchedule> schedules) {
        Columns columns = new Columns("llll").row("PIPELINE", "OWNER", "CRON (UTC)", "NEXT");
        schedules.forEach(one -> columns.row(one.name(), one.owner(), one.cron(), MOMENT.format(one.nextAt())));
        return String.join(System.lineSeparator(), columns.lines(0));
    }

    static Map<String, @Nullable Object> schedule(PipelineSchedule schedule) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", schedule.name());
        map.put("owner", schedule.owner());
        map.put("cron", schedule.cron());
        map.put("nextAt", schedule.nextAt().toString());
        map.put("createdAt", schedule.createdAt().toString());
        map.put("parameters", new TreeMap<>(schedule.arguments()));
        return map;
    }

    /** The failures, each with all that is known of it. */
    static List<String> complaints(PipelineStatus run) {
        return run.tasks().stream()
                .flatMap(task -> task.instances().stream())
                .filter(instance -> instance.state() == TaskState.FAILED)
                .map(instance -> instance.name() + " failed: " + instance.failureCode() + ": " + instance.message())
                .toList();
    }

    private static String result(PipelineInstance instance) {
        return shortened(
                switch (instance.state()) {
                    case SUCCEEDED -> instance.result();
                    case FAILED -> instance.failureCode() + ": " + instance.message();
                    default -> instance.message();
                });
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS - 1) + "…" : line;
    }

    private static @Nullable String moment(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    private static String time(Duration length) {
        return Units.time(length.toNanos());
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
