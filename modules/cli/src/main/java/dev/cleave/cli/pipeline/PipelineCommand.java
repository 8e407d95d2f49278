package dev.cleave.cli.pipeline;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.report.JsonWriter;
import dev.cleave.cli.report.YamlWriter;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.pipeline.plan.PipelinePlan;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;

/** {@code cleave pipeline}: what a pipeline would do, and running it. */
public final class PipelineCommand {

    private static final List<String> ACTIONS = Stream.concat(
                    Stream.of("check", "plan", "run"), ServiceActions.NAMES.stream())
            .toList();
    private static final List<String> FORMATS = List.of("table", "json", "yaml");
    private static final List<String> OF_RUNS = List.of("--timeout", "--out", "--cache", "--dir", "--verbose");
    private static final List<String> OF_SERVICES = List.of("--schedule", "--wait", "--key", "--limit", "--cluster");
    private static final List<String> HERE =
            List.of("--timeout", "--out", "--cache", "--dir", "--verbose", "--durations", "--lanes", "--time-scale");
    private static final int MOST_LANES = 1024;

    private final Output output;
    private final Runnable beforeRun;
    private final Surroundings surroundings;

    /**
     * A command that has not begun.
     *
     * @param output where its words go
     * @param beforeRun called before anything runs
     * @param surroundings where the cluster is, unless told
     */
    public PipelineCommand(Output output, Runnable beforeRun, Surroundings surroundings) {
        this.output = output;
        this.beforeRun = beforeRun;
        this.surroundings = surroundings;
    }

    /**
     * Does what was asked.
     *
     * @throws CommandException if the command or the pipeline cannot be used
     */
    public ExitCode run(Given given) {
        List<String> words = given.arguments();
        if (words.isEmpty()) {
            throw CommandException.usage(
                    "nothing to do (expected: " + String.join(", ", ACTIONS) + ", and a pipeline)");
        }
        String action = words.get(0);
        List<String> others = words.subList(1, words.size());
        if (ServiceActions.NAMES.contains(action)) {
            refuse(given, action, HERE);
            return new ServiceActions(output, beforeRun, surroundings).run(action, given, others);
        }
        refuse(given, action, OF_SERVICES);
        return switch (action) {
            case "check" -> check(given, others);
            case "plan" -> plan(given, others);
            case "run" -> start(given, others);
            default -> throw CommandException.usage(NearestName.unknown("action", action, ACTIONS));
        };
    }

    private ExitCode check(Given given, List<String> words) {
        refuse(given, "check", OF_RUNS);
        refuse(given, "check", List.of("--output", "--durations", "--lanes"));
        PipelineSource source = PipelineSource.of(given, words);
        planned(source, 1);
        var pipeline = source.document().pipeline();
        output.out()
                .println(source.file() + ": " + pipeline.name() + " is in order: "
                        + PlanSheet.counted(pipeline.all().size(), "task") + ", "
                        + PlanSheet.counted(pipeline.parameters().size(), "parameter"));
        return ExitCode.SUCCESS;
    }

    private ExitCode plan(Given given, List<String> words) {
        refuse(given, "plan", OF_RUNS);
        String format = format(given);
        int lanes = lanes(given);
        PipelineSource source = PipelineSource.of(given, words);
        PlanSheet sheet = new PlanSheet(source, planned(source, lanes), lanes, ZonedDateTime.now(ZoneOffset.UTC));
        print(format, format.equals("table") ? sheet.table() : sheet.document());
        return ExitCode.SUCCESS;
    }

    private ExitCode start(Given given, List<String> words) {
        String format = format(given);
        beforeRun.run();
        RunSheet sheet = new RunAction(output, given, PipelineSource.of(given, words), lanes(given)).run();
        print(format, format.equals("table") ? sheet.table() : sheet.document());
        output.out().flush();
        sheet.complaints().forEach(output::say);
        return RunAction.exitCode(sheet.ended());
    }

    static PipelinePlan planned(PipelineSource source, int lanes) {
        try {
            return PipelinePlan.of(source.document().pipeline(), source.arguments(), source.durations(), lanes);
        } catch (UnresolvedException refused) {
            throw CommandException.usage(source.file() + ": " + refused.getMessage());
        }
    }

    private void print(String format, Object value) {
        output.out()
                .println(
                        switch (format) {
                            case "json" -> JsonWriter.write(value);
                            case "yaml" -> YamlWriter.write(value);
                            default -> String.valueOf(value);
                        });
    }

    static String format(Given given) {
        String format = given.text("--output").orElse("table");
        if (!FORMATS.contains(format)) {
            throw CommandException.usage("-o: " + NearestName.unknown("format", format, FORMATS));
        }
        return format;
    }

    private static int lanes(Given given) {
        return given.value("--lanes", text -> Values.integer("--lanes", text, 1, MOST_LANES, " threads"))
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    private static void refuse(Given given, String action, List<String> options) {
        for (String option : options) {
            if (given.has(option)) {
                throw CommandException.usage(option + ": has no meaning with " + action);
            }
        }
    }
}
