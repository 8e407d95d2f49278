package dev.cleave.cli.pipeline;

import dev.cleave.core.pipeline.ResolvedFile;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.pipeline.command.CommandFailedException;
import dev.cleave.pipeline.command.CommandFolder;
import dev.cleave.pipeline.command.CommandProcess;
import dev.cleave.pipeline.command.CommandSpec;
import dev.cleave.wire.blob.BlobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Runs commands as processes of this machine. */
final class CommandWorker {

    private final Path folder;
    private final BlobFolder blobs;

    /**
     * A worker.
     *
     * @param folder where names of files start from
     * @param blobs where files are that tasks leave
     */
    CommandWorker(Path folder, BlobFolder blobs) {
        this.folder = folder;
        this.blobs = blobs;
    }

    TaskOutcome run(ResolvedWork.Command command, BooleanSupplier isCancelled) {
        CommandSpec spec = new CommandSpec(
                command.argv(),
                command.environment(),
                List.copyOf(command.filesIn().keySet()),
                command.filesOut());
        try (CommandFolder place = CommandFolder.create()) {
            CommandProcess.Left left = CommandProcess.run(
                    spec, place.path(), (name, file) -> give(command.filesIn(), name, file), isCancelled);
            Map<String, String> files = new TreeMap<>();
            for (Map.Entry<String, Path> each : left.files().entrySet()) {
                files.put(each.getKey(), blobs.putFile(each.getValue()).sha256());
            }
            return new TaskOutcome.Succeeded(TaskValue.of(left.output(), files));
        } catch (CommandFailedException failed) {
            return new TaskOutcome.Failed(failed.code(), failed.line(), true);
        } catch (NoSuchFileException missing) {
            return new TaskOutcome.Failed("IO", missing.getMessage() + ": no such file", false);
        } catch (IOException broken) {
            return new TaskOutcome.Failed("IO", broken.toString(), true);
        } catch (CancellationException | InterruptedException givenUp) {
            return new TaskOutcome.Cancelled();
        }
    }

    private void give(Map<String, ResolvedFile> files, String name, Path file) throws IOException {
        ResolvedFile source = files.get(name);
        if (source instanceof ResolvedFile.Content content) {
            Files.writeString(file, content.text());
        } else if (source instanceof ResolvedFile.Local local) {
            Files.copy(folder.resolve(local.path()), file);
        } else if (source instanceof ResolvedFile.Blob blob) {
            Files.copy(blobs.path().resolve(blob.sha256()), file);
        }
    }
}
