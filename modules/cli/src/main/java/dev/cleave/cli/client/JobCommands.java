package dev.cleave.cli.client;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.Explanation;
import dev.cleave.client.JobEvent;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.LogLine;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.stream.Stream;

/** The commands about one job. */
final class JobCommands {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Asked asked;
    private final CleaveClient client;
    private final Output output;

    JobCommands(Asked asked) {
        this.asked = asked;
        this.client = asked.client();
        this.output = asked.output();
    }

    private String id() {
        return JobIds.of(client, asked.given());
    }

    ExitCode show() {
        Format format = Format.of(asked.given());
        JobStatus job = client.job(id());
        if (format.isForPeople()) {
            JobSheet.of(job, format == Format.WIDE).forEach(output.out()::println);
        } else {
            output.out().println(format.write(Documents.job(job)));
        }
        return ExitCode.SUCCESS;
    }

    ExitCode why() {
        Format format = Format.of(asked.given());
        Explanation why = client.why(id());
        if (format.isForPeople()) {
            output.out().println("job " + why.job() + " is " + why.state());
            for (Explanation.Reason reason : why.reasons()) {
                output.out().println("  " + reason.text() + (format == Format.WIDE ? "  " + reason.code() : ""));
            }
        } else {
            output.out().println(format.write(Documents.explanation(why)));
        }
        return ExitCode.SUCCESS;
    }

    ExitCode cancel() {
        String id = id();
        String what = switch (client.cancel(id)) {
            case CANCELLED -> "is cancelled";
            case ENDING -> "is told to end";
            case ENDED_BEFORE -> "had ended before, as " + client.job(id).state();
        };
        output.say("job " + id + " " + what);
        return ExitCode.SUCCESS;
    }

    ExitCode retry() {
        JobStatus again = client.retry(id());
        output.out().println(again.id());
        return ExitCode.SUCCESS;
    }

    ExitCode logs() {
        boolean follow = asked.given().has("--follow");
        int tail = asked.given()
                .value("--tail", text -> Values.integer("--tail", text, 1, Integer.MAX_VALUE, " lines"))
                .orElse(0);
        String id = id();
        if (follow) {
            asked.beforeWaiting().run();
        }
        try (Stream<LogLine> lines = client.logs(id, follow, tail)) {
            for (Iterator<LogLine> each = lines.iterator(); each.hasNext(); ) {
                LogLine line = each.next();
                output.out().println(line.node() + "  " + line.text());
                if (follow) {
                    output.out().flush();
                }
            }
        }
        return ExitCode.SUCCESS;
    }

    ExitCode watch() throws InterruptedException {
        JobStatus first = client.job(id());
        asked.beforeWaiting().run();
        JobStatus last = new Follower(client, output).follow(first, this::tell);
        Epilogue.of(last).forEach(output.err()::println);
        return Epilogue.exitCode(last);
    }

    private void tell(JobEvent event) {
        String what = "";
        if (event instanceof JobEvent.Changed changed) {
            JobStatus job = changed.job();
            what = job.state()
                    + (job.state() == JobState.RUNNING && job.attempt() > 1 ? ", attempt " + job.attempt() : "");
        } else if (event instanceof JobEvent.Noted noted) {
            what = noted.text();
        }
        output.out().println(TIME.format(event.at()) + "  " + what);
        output.out().flush();
    }
}
