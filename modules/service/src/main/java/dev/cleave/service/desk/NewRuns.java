package dev.cleave.service.desk;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.pipeline.FileSource;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineParameter;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Work;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.pipeline.PipelineTexts;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.PipelineText;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes of a pipeline that somebody hands in what the store keeps, once everything about it is right. Waits for the disk. */
final class NewRuns {

    private final Blobs blobs;

    NewRuns(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * A pipeline as it was handed in.
     *
     * @throws Refusal with everything that is wrong with its text; or if a file is missing, or the caller may not hand it in
     */
    PipelineText of(Caller caller, PipelineSource source) {
        Map<String, Payload.Blob> files = new HashMap<>();
        source.getFilesMap().forEach((name, blob) -> files.put(name, Blobs.of(blob)));
        PipelineText given = new PipelineText(source.getName(), source.getText(), files, source.getArgumentsMap());
        Pipeline pipeline = check(caller, given);
        files.forEach(this::checkPresent);
        return new PipelineText(pipeline.name(), given.text(), files, given.arguments());
    }

    /** Reads it, and sees to it that the caller may hand it in. */
    Pipeline check(Caller caller, PipelineText given) {
        Pipeline pipeline = read(given);
        for (PipelineTask task : pipeline.all()) {
            Set<String> files = named(task.work());
            if (task.work() instanceof Work.CommandWork || !files.isEmpty()) {
                caller.need(Permission.UPLOAD);
            }
            checkJar(task);
            for (String file : files) {
                if (!given.files().containsKey(file)) {
                    throw Refusal.invalid(
                            "pipeline.files",
                            given.files().isEmpty()
                                    ? "none"
                                    : String.join(", ", given.files().keySet()),
                            file + " among them, which task " + task.name() + " names");
                }
            }
        }
        return pipeline;
    }

    /** Only files of this name are looked at as jars when they are handed in. */
    private static void checkJar(PipelineTask task) {
        if (task.work() instanceof Work.JobWork job
                && job.program() instanceof Program.Packed packed
                && !packed.jar().endsWith(".jar")) {
            throw Refusal.invalid(
                    "pipeline.text", "jar " + packed.jar() + " of task " + task.name(), "a name that ends in .jar");
        }
    }

    /** The names of its parameters. */
    List<String> parameters(PipelineSource source) {
        PipelineText given = new PipelineText(source.getName(), source.getText(), Map.of(), source.getArgumentsMap());
        return read(given, pipeline -> pipeline).parameters().stream()
                .map(PipelineParameter::name)
                .toList();
    }

    private static Pipeline read(PipelineText given) {
        return read(given, pipeline -> {
            pipeline.arguments(given.arguments());
            return pipeline;
        });
    }

    private static Pipeline read(PipelineText given, UnaryOperator<Pipeline> check) {
        try {
            return check.apply(PipelineTexts.read(given));
        } catch (GraphRefusedException refused) {
            throw Refusal.of(RefusalCode.INVALID_ARGUMENT, "pipeline.text: " + refused.getMessage());
        } catch (InvalidArgumentException refused) {
            throw Refusal.of(RefusalCode.INVALID_ARGUMENT, "pipeline.arguments: " + refused.getMessage());
        }
    }

    private static Set<String> named(Work work) {
        Set<String> names = new LinkedHashSet<>();
        if (work instanceof Work.JobWork job && job.program() instanceof Program.Packed packed) {
            names.add(packed.jar());
        } else if (work instanceof Work.CommandWork command) {
            command.filesIn().values().forEach(source -> {
                if (source instanceof FileSource.Local local) {
                    names.add(local.path());
                }
            });
        }
        return names;
    }

    private void checkPresent(String name, Payload.Blob blob) {
        try {
            if (!blobs.has(blob)) {
                throw Refusal.of(
                        RefusalCode.BLOB_MISSING,
                        "pipeline.files." + name,
                        blob.sha256(),
                        "a blob that was uploaded and is here");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
