package dev.cleave.service.desk;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.pipeline.ResolvedFile;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.pipeline.command.CommandFailedException;
import dev.cleave.pipeline.command.CommandJars;
import dev.cleave.pipeline.command.CommandJob;
import dev.cleave.pipeline.command.CommandResult;
import dev.cleave.pipeline.command.CommandSpec;
import dev.cleave.pipeline.command.CommandText;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.PipelineText;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes jobs of commands. What they are given goes with their class path, and what they leave is a blob for each file. */
final class CommandJobs {

    private final Blobs blobs;
    private final Function<String, Optional<BlobRow>> index;
    private final byte[] classes = CommandJars.classes();

    /**
     * Jobs of commands.
     *
     * @param index what is known of a blob, by its name
     */
    CommandJobs(Blobs blobs, Function<String, Optional<BlobRow>> index) {
        this.blobs = blobs;
        this.index = index;
    }

    /** Whether a blob is here, or can be fetched; by its name alone. */
    boolean isHere(String sha256) {
        try {
            Optional<BlobRow> row = index.apply(sha256);
            return row.isPresent() && blobs.has(new Payload.Blob(sha256, row.get().size()));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Adds the command to a request. */
    void describe(JobRequest.Builder job, ResolvedWork.Command command, PipelineText pipeline) {
        CommandSpec spec = new CommandSpec(
                command.argv(),
                command.environment(),
                List.copyOf(command.filesIn().keySet()),
                command.filesOut());
        try {
            job.setProgram(CommandJob.class.getName())
                    .putArguments(CommandJob.COMMAND, CommandText.encode(spec))
                    .addClassPath(Blobs.shown(blobs.put(classes)));
            if (!spec.filesIn().isEmpty()) {
                Map<String, byte[]> files = new HashMap<>();
                for (Map.Entry<String, ResolvedFile> file : command.filesIn().entrySet()) {
                    files.put(file.getKey(), bytes(file.getValue(), pipeline));
                }
                job.addClassPath(Blobs.shown(blobs.put(CommandJars.files(files))));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private byte[] bytes(ResolvedFile file, PipelineText pipeline) throws IOException {
        if (file instanceof ResolvedFile.Content content) {
            return content.text().getBytes(StandardCharsets.UTF_8);
        }
        Payload.Blob blob = file instanceof ResolvedFile.Local local
                ? PipelineJobs.blob(local.path(), pipeline)
                : new Payload.Blob(((ResolvedFile.Blob) file).sha256(), 0);
        if (!isHere(blob.sha256())) {
            throw new UnresolvedException(
                    "file " + blob.sha256() + ": no longer here", "that what an earlier task has left is kept until then");
        }
        return Files.readAllBytes(blobs.file(blob));
    }

    /** What a command has left that has succeeded. */
    TaskOutcome succeeded(Payload result) {
        try {
            CommandResult left = CommandResult.decode(bytes(result));
            Map<String, String> files = new TreeMap<>();
            for (Map.Entry<String, byte[]> file : left.files().entrySet()) {
                files.put(file.getKey(), blobs.put(file.getValue()).sha256());
            }
            return new TaskOutcome.Succeeded(TaskValue.of(left.output(), files));
        } catch (IllegalArgumentException | IOException gone) {
            return new TaskOutcome.Failed("IO", "what the command left cannot be read: " + gone, true);
        }
    }

    private byte[] bytes(Payload result) throws IOException {
        if (result instanceof Payload.Inline inline) {
            return inline.bytes();
        }
        Payload.Blob blob = (Payload.Blob) result;
        if (!blobs.has(blob)) {
            throw new IOException("blob " + blob.sha256() + " is not here");
        }
        return Files.readAllBytes(blobs.file(blob));
    }

    /** Why a command failed. */
    static TaskOutcome failed(JobFailure failure) {
        return CommandFailedException.told(failure.message())
                .<TaskOutcome>map(told -> new TaskOutcome.Failed(told.code(), told.line(), true))
                .orElseGet(() -> TaskOutcome.of(failure));
    }
}
