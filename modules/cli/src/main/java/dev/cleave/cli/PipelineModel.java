package dev.cleave.cli;

import static dev.cleave.cli.Specs.arguments;
import static dev.cleave.cli.Specs.choice;
import static dev.cleave.cli.Specs.command;
import static dev.cleave.cli.Specs.flag;
import static dev.cleave.cli.Specs.many;
import static dev.cleave.cli.Specs.value;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cleave pipeline}, and what the help says of it. */
final class PipelineModel {

    private PipelineModel() {}

    static CommandSpec pipeline() {
        CommandSpec pipeline = command(
                "pipeline",
                "Checks a pipeline (check), says what it would do (plan), or runs it here (run); or has a job service run it"
                        + " (submit) and tells of its runs (list, status, cancel, resume) and of pipelines that begin by"
                        + " themselves (schedules, unschedule).",
                "",
                "  cleave pipeline check nightly.yaml",
                "  cleave pipeline plan nightly.yaml -p day=monday",
                "  cleave pipeline run nightly.yaml -p day=monday",
                "  cleave pipeline submit nightly.yaml -p day=monday",
                "  cleave pipeline resume ID nightly.yaml",
                "");
        pipeline.addPositional(arguments(
                "ACTION",
                "What to do, and the FILE with the pipeline; or the ID of a run, or the name of a schedule."));
        pipeline.addOption(many("name=value", "A parameter of the pipeline; may be repeated.", "-p", "--parameter"));
        pipeline.addOption(value(
                "FILE",
                "plan, run: instead of a pipeline the tasks of a recorded workflow, each busy for its time.",
                "--from-wfformat"));
        pipeline.addOption(value("X", "What the times of that are multiplied with. Default: 1.", "--time-scale"));
        pipeline.addOption(
                value("FILE", "plan, run: the document of an earlier run, for how long tasks take.", "--durations"));
        pipeline.addOption(
                value("K", "plan, run: how many lanes there are. Default: the cores of this machine.", "--lanes"));
        pipeline.addOption(choice(
                "FORMAT",
                List.of("table", "json", "yaml"),
                "plan, run, status, list, schedules: table, json or yaml. Default: table.",
                "-o",
                "--output"));
        pipeline.addOption(value("TIME", "run: give up after 90s, 5m, 1h30m; counts from the start.", "--timeout"));
        pipeline.addOption(
                value("DIR", "run: where each task's result and files go, in a folder named after it.", "--out"));
        pipeline.addOption(value(
                "DIR", "run: where results of tasks with cache are kept. Default: ~/.cleave/pipelines.", "--cache"));
        pipeline.addOption(value("DIR", "run: keep files of the run here. Default: a temporary folder.", "--dir"));
        pipeline.addOption(
                flag("-v", "--verbose", "run: say when each task ends.").build());
        pipeline.addOption(flag("--schedule", "submit: begin at the times that the pipeline names under cron, in UTC.")
                .build());
        pipeline.addOption(flag("--wait", "submit, resume: wait for the end of the run, and exit as it ended.")
                .build());
        pipeline.addOption(value("KEY", "submit: names this submission: again with it is the same run.", "--key"));
        pipeline.addOption(value("N", "list: how many runs at most. Default: 50.", "--limit"));
        pipeline.addOption(value(
                "NAME",
                "submit and after: a cluster of ~/.config/cleave/clusters.properties. Default: as for submit.",
                "--cluster"));
        return pipeline;
    }
}
