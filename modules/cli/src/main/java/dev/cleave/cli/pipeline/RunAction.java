package dev.cleave.cli.pipeline;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.report.Units;
import dev.cleave.cli.run.RunFolder;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Work;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.InstanceState;
import dev.cleave.core.pipeline.run.RunState;
import dev.cleave.pipeline.plan.PipelinePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code cleave pipeline run}: a pipeline from start to end, here. */
final class RunAction {

    private final Output output;
    private final Given given;
    private final PipelineSource source;
    private final int lanes;
    private final long startedNanos = System.nanoTime();

    RunAction(Output output, Given given, PipelineSource source, int lanes) {
        this.output = output;
        this.given = given;
        this.source = source;
        this.lanes = lanes;
    }

    /** Runs it; the sheet says what came of it. */
    RunSheet run() {
        PipelinePlan plan = PipelineCommand.planned(source, lanes);
        Optional<Path> out = given.value("--out", Path::of);
        out.ifPresent(RunAction::checkFolder);
        Optional<Duration> timeout = given.value("--timeout", text -> Values.duration("--timeout", text));
        try (RunFolder folder = RunFolder.open(given.value("--dir", Path::of))) {
            KnownWork known = KnownWork.in(cache(folder.path()));
            CommandWorker commands = new CommandWorker(source.folder(), known.blobs());
            try (InProcessWorkers workers = new InProcessWorkers(source.folder(), commands, output)) {
                if (hasJobs()) {
                    workers.warmUp(lanes);
                }
                LocalRun run = new LocalRun(
                        runId(), source, plan, lanes, workers, new WorkKeys(source.folder()), known, watcher());
                long until = startedNanos + timeout.map(Duration::toNanos).orElse(Long.MAX_VALUE / 2);
                RunSheet sheet = new RunSheet(source, plan, lanes, run.run(until));
                out.ifPresent(place -> write(place, sheet, known));
                return sheet;
            }
        }
    }

    private boolean hasJobs() {
        return source.document().pipeline().all().stream().anyMatch(task -> task.work() instanceof Work.JobWork);
    }

    /** Where work is remembered: where the user says; else in their home if some task wants it, or with the run. */
    private Path cache(Path folder) {
        boolean isWanted = source.document().pipeline().all().stream().anyMatch(PipelineTask::cache);
        Path usual = isWanted ? Path.of(System.getProperty("user.home", "."), ".cleave", "pipelines") : folder;
        return given.value("--cache", Path::of).orElse(usual);
    }

    private String runId() {
        return source.document().pipeline().name().replaceAll("[^a-zA-Z0-9-]", "-") + "-"
                + Long.toString(System.currentTimeMillis(), 36);
    }

    private Consumer<InstanceRecord> watcher() {
        boolean isVerbose = given.has("--verbose");
        return instance -> {
            String why = instance.message().isEmpty() ? "" : ": " + instance.message();
            if (instance.state() == InstanceState.BACKING_OFF) {
                output.say(instance.id() + " failed and is tried again" + why);
            } else if (isVerbose && instance.state().isFinal()) {
                String time = instance.attempt() == 0 ? "" : " after " + Units.time(instance.nanos());
                output.say(instance.id() + " " + instance.state() + time + why);
            }
        };
    }

    private static void checkFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Values.refused("--out", folder.toString(), "a folder, this is a file");
        }
    }

    /** A folder per instance, with its result and the files that it left. */
    private void write(Path out, RunSheet sheet, KnownWork known) {
        try {
            for (InstanceRecord instance : sheet.ended().instances()) {
                if (instance.state() == InstanceState.SUCCEEDED) {
                    int index = instance.id().index();
                    Path task = out.resolve(instance.id().task());
                    Path folder = Files.createDirectories(index < 0 ? task : task.resolve(String.valueOf(index)));
                    Files.writeString(folder.resolve("result"), instance.value().result() + System.lineSeparator());
                    for (Map.Entry<String, String> file :
                            instance.value().files().entrySet()) {
                        Path target = folder.resolve("files").resolve(file.getKey());
                        Files.createDirectories(target.toAbsolutePath().getParent());
                        Files.copy(
                                known.blobs().path().resolve(file.getValue()),
                                target,
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        } catch (IOException refused) {
            throw CommandException.usage(
                    "--out: " + out + ": " + refused + " (expected: a folder that can be written)");
        }
    }

    /** What the shell is told. */
    static ExitCode exitCode(LocalRun.Ended ended) {
        if (ended.isInterrupted()) {
            return ExitCode.INTERRUPTED;
        }
        if (ended.isTimedOut()) {
            return ExitCode.TIMEOUT;
        }
        return ended.record().state() == RunState.SUCCEEDED ? ExitCode.SUCCESS : ExitCode.JOB_FAILED;
    }
}
