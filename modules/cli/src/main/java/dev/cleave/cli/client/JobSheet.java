package dev.cleave.cli.client;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.client.Ending;
import dev.cleave.client.JobProgress;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that is known of a job, a line each, for people. */
final class JobSheet {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private JobSheet() {}

    /** The lines; when wide, with all that a stack trace says. */
    static List<String> of(JobStatus job, boolean wide) {
        Columns columns = new Columns("ll");
        columns.row("id", job.id());
        columns.row("program", job.program() + arguments(job));
        columns.row("state", state(job));
        if (!job.waitingFor().isEmpty()) {
            columns.row("waits for", job.waitingFor());
        }
        columns.row("owner", job.owner());
        columns.row("submitted", MOMENT.format(job.submittedAt()));
        job.startedAt().ifPresent(moment -> columns.row("started", MOMENT.format(moment)));
        job.endedAt().ifPresent(moment -> columns.row("ended", MOMENT.format(moment)));
        job.deadline().ifPresent(moment -> columns.row("deadline", MOMENT.format(moment)));
        columns.row("attempt", String.valueOf(job.attempt()));
        job.priority().ifPresent(number -> columns.row("priority", number.toString()));
        if (!job.labels().isEmpty()) {
            columns.row("labels", pairs(job.labels()));
        }
        if (!job.jvmOptions().isEmpty()) {
            columns.row("JVM options", String.join(" ", job.jvmOptions()));
        }
        job.retryOf().ifPresent(id -> columns.row("retry of", id));
        job.ending().ifPresent(ending -> measures(columns, job, ending));
        List<String> lines = new ArrayList<>(columns.lines(0));
        if (wide) {
            lines.addAll(Epilogue.stackTrace(job));
        }
        return lines;
    }

    private static void measures(Columns columns, JobStatus job, Ending ending) {
        if (job.state() == JobState.FAILED) {
            columns.row("failure", Epilogue.failure(job));
            return;
        }
        if (job.state() == JobState.SUCCEEDED) {
            columns.row("work T1", Units.time(ending.work().toNanos()));
            columns.row("span T∞", "≤ " + Units.time(ending.span().toNanos()));
            columns.row("subproblems", Units.count(ending.subproblems()));
            columns.row(
                    "leases",
                    Units.count(ending.leases()) + ", of which " + Units.count(ending.retries()) + " given again");
        }
    }

    private static String state(JobStatus job) {
        if (job.state() == JobState.RUNNING) {
            JobProgress progress = job.progress();
            return "RUNNING, " + Units.percent(progress.fraction()) + " after " + length(job) + ", "
                    + progress.busyLanes() + " of " + progress.lanes() + " lanes busy";
        }
        return job.state() + (job.startedAt().isPresent() && job.endedAt().isPresent() ? " after " + length(job) : "");
    }

    /** How long a job has run, or ran; empty if it never did. */
    static String length(JobStatus job) {
        return job.startedAt()
                .map(start -> Units.time(Math.max(
                        0,
                        Duration.between(start, job.endedAt().orElseGet(Instant::now))
                                .toNanos())))
                .orElse("");
    }

    /** For example {@code  n=16 kernel=false}. */
    static String arguments(JobStatus job) {
        return job.arguments().isEmpty() ? "" : " " + pairs(job.arguments());
    }

    static String pairs(Map<String, String> pairs) {
        return new TreeMap<>(pairs)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }
}
