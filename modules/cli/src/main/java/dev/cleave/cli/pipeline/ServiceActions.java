package dev.cleave.cli.pipeline;

import dev.cleave.cli.client.ClusterChoice;
import dev.cleave.cli.client.Refusals;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.report.JsonWriter;
import dev.cleave.cli.report.YamlWriter;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.PipelineSchedule;
import dev.cleave.client.PipelineState;
import dev.cleave.client.PipelineStatus;
import dev.cleave.client.PipelineSubmission;
import dev.cleave.core.pipeline.FileSource;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What {@code cleave pipeline} asks of a job service: submit, status, cancel, resume, list, schedules, unschedule. */
final class ServiceActions {

    static final List<String> NAMES =
            List.of("submit", "status", "cancel", "resume", "list", "schedules", "unschedule");

    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1_000_000;
    private static final long LOOK_MILLIS = 500;

    private final Output output;
    private final Runnable beforeWaiting;
    private final Surroundings surroundings;

    ServiceActions(Output output, Runnable beforeWaiting, Surroundings surroundings) {
        this.output = output;
        this.beforeWaiting = beforeWaiting;
        this.surroundings = surroundings;
    }

    ExitCode run(String action, Given given, List<String> words) {
        try {
            // What is wrong with a pipeline is said before a cluster is looked for.
            return switch (action) {
                case "submit" -> submit(given, submission(given, words));
                case "resume" -> resume(given, words);
                case "status" ->
                    asking(given, client -> show(given, client.pipelines().status(one("run", words))));
                case "cancel" -> asking(given, client -> cancel(client, one("run", words)));
                case "list" -> asking(given, client -> list(given, client));
                case "schedules" -> asking(given, client -> schedules(given, client));
                default -> asking(given, client -> unschedule(client, one("schedule", words)));
            };
        } catch (CleaveException refused) {
            throw Refusals.of(refused);
        }
    }

    private ExitCode asking(Given given, Function<CleaveClient, ExitCode> question) {
        try (CleaveClient client = new ClusterChoice(surroundings).connect(given)) {
            return question.apply(client);
        }
    }

    private static String one(String what, List<String> words) {
        if (words.isEmpty()) {
            throw CommandException.usage(what + ": none (expected: its name)");
        }
        if (words.size() > 1) {
            throw CommandException.usage("unexpected argument: " + words.get(1));
        }
        return words.get(0);
    }

    /** The pipeline of a file with all that it names, once nothing is wrong with it. */
    private static PipelineSubmission submission(Given given, List<String> words) {
        PipelineSource source = PipelineSource.of(given, words);
        if (given.has("--from-wfformat")) {
            throw CommandException.usage("--from-wfformat: has no meaning with a job service (expected: run)");
        }
        return submission(given, source);
    }

    private static PipelineSubmission submission(Given given, PipelineSource source) {
        try {
            PipelineSubmission submission = PipelineSubmission.of(
                    source.document().pipeline().name(), Files.readString(Path.of(source.file())));
            for (Map.Entry<String, String> each :
                    Values.pairs("-p", "name=value", given.all("-p")).entrySet()) {
                submission = submission.argument(each.getKey(), each.getValue());
            }
            for (PipelineTask task : source.document().pipeline().all()) {
                for (String file : named(task.work())) {
                    submission = submission.file(file, source.folder().resolve(file));
                }
            }
            return given.text("--key").map(submission::idempotencyKey).orElse(submission);
        } catch (IOException gone) {
            throw CommandException.usage(source.file() + ": cannot be read: " + gone.getMessage());
        }
    }

    private static List<String> named(Work work) {
        if (work instanceof Work.JobWork job) {
            return job.program() instanceof Program.Packed packed ? List.of(packed.jar()) : List.of();
        }
        return ((Work.CommandWork) work)
                .filesIn().values().stream()
                        .filter(FileSource.Local.class::isInstance)
                        .map(file -> ((FileSource.Local) file).path())
                        .toList();
    }

    private ExitCode submit(Given given, PipelineSubmission submission) {
        if (given.has("--schedule")) {
            return asking(given, client -> {
                PipelineSchedule schedule = client.pipelines().schedule(submission);
                output.out().println(schedule.name());
                output.say("pipeline " + schedule.name() + " begins by itself, next at " + schedule.nextAt());
                return ExitCode.SUCCESS;
            });
        }
        return asking(given, client -> begun(given, client, client.pipelines().submit(submission)));
    }

    private ExitCode resume(Given given, List<String> words) {
        if (words.size() == 1) {
            if (!given.all("-p").isEmpty()) {
                throw CommandException.usage("-p: has no meaning with resume and no FILE");
            }
            return asking(
                    given, client -> begun(given, client, client.pipelines().resume(words.get(0))));
        }
        String run = words.isEmpty() ? one("run", words) : words.get(0);
        List<String> files = words.subList(1, words.size());
        return asking(given, client -> {
            // What the run was given before goes on to hold.
            Map<String, String> before = client.pipelines().status(run).arguments();
            PipelineSource source = PipelineSource.of(given, files, before);
            return begun(given, client, client.pipelines().resume(run, submission(given, source)));
        });
    }

    private ExitCode begun(Given given, CleaveClient client, PipelineStatus run) {
        output.out().println(run.id());
        output.out().flush();
        if (!given.has("--wait")) {
            return ExitCode.SUCCESS;
        }
        beforeWaiting.run();
        PipelineStatus last = run;
        try {
            while (!last.state().isEnd()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                last = client.pipelines().status(run.id());
            }
        } catch (InterruptedException signal) {
            output.say("the run goes on: cleave pipeline status " + run.id() + "; cleave pipeline cancel ends it");
            throw CommandException.interrupted();
        }
        StatusSheet.complaints(last).forEach(output::say);
        output.say("run " + last.id() + " has ended: " + last.state());
        return last.state() == PipelineState.SUCCEEDED ? ExitCode.SUCCESS : ExitCode.JOB_FAILED;
    }

    private ExitCode show(Given given, PipelineStatus run) {
        print(given, StatusSheet.table(run), StatusSheet.document(run));
        return ExitCode.SUCCESS;
    }

    private ExitCode cancel(CleaveClient client, String id) {
        PipelineStatus before = client.pipelines().status(id);
        if (before.state().isEnd()) {
            output.say("run " + id + " had ended before, as " + before.state());
            return ExitCode.SUCCESS;
        }
        PipelineStatus run = client.pipelines().cancel(id);
        output.say("run " + id + (run.state().isEnd() ? " is " + run.state() : " is told to end"));
        return ExitCode.SUCCESS;
    }

    private ExitCode list(Given given, CleaveClient client) {
        int limit = given.value("--limit", text -> Values.integer("--limit", text, 1, MOST, " runs"))
                .orElse(USUAL_LIMIT);
        List<PipelineStatus> runs = client.pipelines().list("", limit);
        print(
                given,
                StatusSheet.runs(runs),
                runs.stream().map(StatusSheet::head).toList());
        return ExitCode.SUCCESS;
    }

    private ExitCode schedules(Given given, CleaveClient client) {
        List<PipelineSchedule> schedules = client.pipelines().schedules();
        print(
                given,
                StatusSheet.schedules(schedules),
                schedules.stream().map(StatusSheet::schedule).toList());
        return ExitCode.SUCCESS;
    }

    private ExitCode unschedule(CleaveClient client, String name) {
        client.pipelines().removeSchedule(name);
        output.say("pipeline " + name + " begins by itself no longer");
        return ExitCode.SUCCESS;
    }

    private void print(Given given, String table, Object document) {
        output.out()
                .println(
                        switch (PipelineCommand.format(given)) {
                            case "json" -> JsonWriter.write(document);
                            case "yaml" -> YamlWriter.write(document);
                            default -> table;
                        });
    }
}
