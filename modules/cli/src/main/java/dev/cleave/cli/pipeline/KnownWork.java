package dev.cleave.cli.pipeline;

import dev.cleave.cli.command.CommandException;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.wire.blob.BlobFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What work has left before, in a folder: a file per key, and blobs. Safe for use by several processes. */
final class KnownWork {

    private final Path entries;
    private final BlobFolder blobs;

    private KnownWork(Path entries, BlobFolder blobs) {
        this.entries = entries;
        this.blobs = blobs;
    }

    /** What is known in a folder, which is made if it is not there. */
    static KnownWork in(Path folder) {
        try {
            Path entries = Files.createDirectories(folder.resolve("known"));
            return new KnownWork(entries, BlobFolder.in(folder.resolve("blobs")));
        } catch (IOException refused) {
            throw CommandException.usage(
                    "--cache: " + folder + " (expected: a folder that can be made; " + refused + ")");
        }
    }

    /** Where the files are that tasks leave, and those that are known. */
    BlobFolder blobs() {
        return blobs;
    }

    /** What work has left; empty if that is not known, or a file of it is gone. */
    Optional<TaskValue> of(String key) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(entries.resolve(key))))) {
            String result = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            long length = in.readLong();
            Map<String, String> files = new TreeMap<>();
            for (int count = in.readInt(); count > 0; count--) {
                String name = in.readUTF();
                String digest = in.readUTF();
                if (!Files.exists(blobs.path().resolve(digest))) {
                    return Optional.empty();
                }
                files.put(name, digest);
            }
            return Optional.of(new TaskValue(result, length, files));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Keeps what work has left. What cannot be written is not known later. */
    void remember(String key, TaskValue value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] result = value.result().getBytes(StandardCharsets.UTF_8);
            out.writeInt(result.length);
            out.write(result);
            out.writeLong(value.length());
            out.writeInt(value.files().size());
            for (Map.Entry<String, String> file : value.files().entrySet()) {
                out.writeUTF(file.getKey());
                out.writeUTF(file.getValue());
            }
            Path part = Files.createTempFile(entries, "part", "");
            Files.write(part, bytes.toByteArray());
            Files.move(part, entries.resolve(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            // it will run again
        }
    }
}
