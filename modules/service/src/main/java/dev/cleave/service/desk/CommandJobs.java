package dev.cleave.service.desk;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.pipeline.ResolvedFile;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.pipeline.command.CommandFailedException;
import dev.cleave.pipeline.command.CommandJob;
import dev.cleave.pipeline.command.CommandResult;
import dev.cleave.pipeline.command.CommandSpec;
import dev.cleave.pipeline.command.CommandText;
import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.PipelineText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Commands as jobs: a {@link CommandJob}, whose code and files travel as jars. The same files make the same jar, byte by byte, so
 * that it is the same blob when it is asked for again. Safe for use by many threads.
 */
final class CommandJobs {

    /** As the program of such a job is shown. */
    static final String PROGRAM = "command";

    private final Blobs blobs;
    private final Function<String, Optional<BlobRow>> index;
    private @Nullable Path code;

    /**
     * Commands as jobs.
     *
     * @param index what is known of a blob, by its name
     */
    CommandJobs(Blobs blobs, Function<String, Optional<BlobRow>> index) {
        this.blobs = blobs;
        this.index = index;
    }

    static Map<String, String> arguments(ResolvedWork.Command command) {
        return Map.of(
                CommandJob.COMMAND,
                CommandText.encode(new CommandSpec(
                        command.argv(),
                        command.environment(),
                        List.copyOf(command.filesIn().keySet()),
                        command.filesOut())));
    }

    /**
     * What a command's job needs.
     *
     * @throws UnresolvedException if a file is not there
     */
    List<Payload.Blob> classPath(ResolvedWork.Command command, PipelineText pipeline) throws IOException {
        List<Payload.Blob> jars = new ArrayList<>(List.of(blobs.keepCopy(code())));
        if (!command.filesIn().isEmpty()) {
            jars.add(packed(command.filesIn(), pipeline));
        }
        return jars;
    }

    private Payload.Blob packed(Map<String, ResolvedFile> files, PipelineText pipeline) throws IOException {
        Map<String, Content> entries = new TreeMap<>();
        for (Map.Entry<String, ResolvedFile> each : files.entrySet()) {
            entries.put(CommandJob.FILES + each.getKey(), content(each.getValue(), pipeline));
        }
        Path jar = Files.createTempFile("cleave-files-", ".jar");
        try {
            pack(jar, entries);
            return blobs.keepCopy(jar);
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    /** Writes some bytes. */
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private Content content(ResolvedFile file, PipelineText pipeline) throws IOException {
        if (file instanceof ResolvedFile.Content content) {
            return out -> out.write(content.text().getBytes(StandardCharsets.UTF_8));
        }
        Payload.Blob blob;
        if (file instanceof ResolvedFile.Local local) {
            blob = PipelineJobs.blob(local.path(), pipeline);
        } else {
            String name = ((ResolvedFile.Blob) file).sha256();
            blob = index.apply(name)
                    .map(row -> new Payload.Blob(row.sha256(), row.size()))
                    .orElseThrow(() -> new UnresolvedException("blob: " + name, "one that is here"));
        }
        if (!blobs.has(blob)) {
            throw new UnresolvedException("blob: " + blob.sha256(), "one that is here");
        }
        return out -> Files.copy(blobs.file(blob), out);
    }

    /** Whether a blob is here, by its name alone. */
    boolean isHere(String sha256) {
        try {
            Optional<BlobRow> row = index.apply(sha256);
            return row.isPresent()
                    && blobs.has(new Payload.Blob(sha256, row.get().size()));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The jar with the job's class: the one that it was loaded from, or in a checkout one of its folder. */
    private synchronized Path code() throws IOException {
        Path known = code;
        if (known != null) {
            return known;
        }
        Path origin;
        try {
            origin = Path.of(CommandJob.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
        Path jar = Files.isDirectory(origin) ? packed(origin) : origin;
        code = jar;
        return jar;
    }

    private static Path packed(Path classes) throws IOException {
        Path folder = classes.resolve(CommandJob.class.getPackageName().replace('.', '/'));
        Map<String, Content> entries = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> entries.put(
                            classes.relativize(file).toString().replace('\\', '/'), out -> Files.copy(file, out)));
        }
        Path jar = Files.createTempFile("cleave-command-", ".jar");
        jar.toFile().deleteOnExit();
        pack(jar, entries);
        return jar;
    }

    private static void pack(Path jar, Map<String, Content> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, Content> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                each.getValue().write(zip);
                zip.closeEntry();
            }
        }
    }

    /**
     * What a command has left; its files are kept as blobs.
     *
     * @throws UncheckedIOException if that cannot be done now
     */
    TaskOutcome succeeded(Outcome.Succeeded outcome) {
        try {
            CommandResult result = CommandResult.decode(bytes(outcome.result()));
            Map<String, String> files = new TreeMap<>();
            for (Map.Entry<String, byte[]> each : result.files().entrySet()) {
                files.put(each.getKey(), blobs.keepBytes(each.getValue()).sha256());
            }
            return new TaskOutcome.Succeeded(TaskValue.of(result.output(), files));
        } catch (IOException now) {
            throw new UncheckedIOException(now);
        } catch (IllegalArgumentException broken) {
            return new TaskOutcome.Failed("IO", "what the command has left cannot be kept: " + broken, true);
        }
    }

    private byte[] bytes(Payload payload) throws IOException {
        if (payload instanceof Payload.Inline inline) {
            return inline.bytes();
        }
        Payload.Blob blob = (Payload.Blob) payload;
        if (!blobs.has(blob)) {
            throw new IllegalArgumentException("blob " + blob.sha256() + " is not here");
        }
        return Files.readAllBytes(blobs.file(blob));
    }

    /** A command's own failure is told as its own, with the exit code and its last words. */
    static TaskOutcome failed(JobFailure failure) {
        String thrown = CommandFailedException.class.getName() + ": ";
        String message = failure.message();
        if (failure.code() != Code.SOLVE_THREW || !message.startsWith(thrown)) {
            return TaskOutcome.of(failure);
        }
        String said = message.substring(thrown.length());
        int end = said.indexOf(": ");
        return end < 0
                ? TaskOutcome.of(failure)
                : new TaskOutcome.Failed(said.substring(0, end), said.substring(end + 2), true);
    }
}
