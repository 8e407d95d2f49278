package dev.cleave.cli.client;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.NodeStatus;
import dev.cleave.client.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lists for people: a header, and a line each. */
final class Tables {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Tables() {}

    static String jobs(List<JobStatus> jobs, boolean wide) {
        Columns columns = wide ? new Columns("lllllrrll") : new Columns("lllllr");
        if (wide) {
            columns.row("ID", "STATE", "PROGRAM", "OWNER", "SUBMITTED", "RAN", "ATTEMPT", "LABELS", "BECAUSE");
        } else {
            columns.row("ID", "STATE", "PROGRAM", "OWNER", "SUBMITTED", "RAN");
        }
        for (JobStatus job : jobs) {
            String program = job.program() + JobSheet.arguments(job);
            String submitted = MOMENT.format(job.submittedAt());
            if (wide) {
                columns.row(
                        job.id(),
                        state(job),
                        program,
                        job.owner(),
                        submitted,
                        JobSheet.length(job),
                        String.valueOf(job.attempt()),
                        JobSheet.pairs(job.labels()),
                        because(job));
            } else {
                columns.row(job.id(), state(job), shortened(program), job.owner(), submitted, JobSheet.length(job));
            }
        }
        return String.join(System.lineSeparator(), columns.lines(0));
    }

    private static String state(JobStatus job) {
        return job.state() == JobState.RUNNING
                ? "RUNNING " + Units.percent(job.progress().fraction())
                : job.state().name();
    }

    private static String because(JobStatus job) {
        String why = job.state() == JobState.FAILED ? Epilogue.failure(job) : job.waitingFor();
        return why.lines().findFirst().orElse("");
    }

    private static String shortened(String text) {
        int most = 40;
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    static String nodes(List<NodeStatus> nodes, boolean wide) {
        Columns columns = wide ? new Columns("llrrllll") : new Columns("llrrl");
        if (wide) {
            columns.row("NODE", "STATE", "LANES", "GIVEN", "JOBS", "ADDRESS", "VERSION", "JAVA");
        } else {
            columns.row("NODE", "STATE", "LANES", "GIVEN", "SINCE");
        }
        for (NodeStatus node : nodes) {
            int given =
                    node.lanesByJob().values().stream().mapToInt(lanes -> lanes).sum();
            String lanes = String.valueOf(node.lanes());
            if (wide) {
                columns.row(
                        node.id(),
                        node.state().name(),
                        lanes,
                        String.valueOf(given),
                        String.join(
                                " ",
                                node.lanesByJob().keySet().stream().sorted().toList()),
                        node.address(),
                        node.version(),
                        node.javaVersion());
            } else {
                columns.row(
                        node.id(), node.state().name(), lanes, String.valueOf(given), MOMENT.format(node.joinedAt()));
            }
        }
        return String.join(System.lineSeparator(), columns.lines(0));
    }

    static String tokens(List<Token> tokens, Instant now) {
        Columns columns = new Columns("llllll").row("ID", "OWNER", "ROLE", "UPLOADS", "CREATED", "GOOD");
        for (Token token : tokens) {
            columns.row(
                    token.id(),
                    token.owner(),
                    token.role().name().toLowerCase(Locale.ROOT),
                    token.mayUpload() ? "yes" : "no",
                    MOMENT.format(token.createdAt()),
                    good(token, now));
        }
        return String.join(System.lineSeparator(), columns.lines(0));
    }

    private static String good(Token token, Instant now) {
        Optional<Instant> revoked = token.revokedAt();
        if (revoked.isPresent()) {
            return "revoked " + MOMENT.format(revoked.get());
        }
        return token.expiresAt()
                .map(end -> end.isAfter(now)
                        ? "for " + Units.time(Duration.between(now, end).toNanos())
                        : "expired " + MOMENT.format(end))
                .orElse("until revoked");
    }
}
