package dev.cleave.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pipeline, and what it is to be run with. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * PipelineSubmission.of("nightly", Files.readString(Path.of("nightly.yaml")))
 *         .file("my.jar", Path.of("target/my.jar"))
 *         .argument("day", "monday");
 * }</pre>
 *
 * @param name what it is called if its text does not say; 1 to 63 characters
 * @param text its file, as it is written
 * @param files jars and files that it names, by their names there; sent to the cluster unless it has them
 * @param arguments text by parameter name
 * @param idempotencyKey 1 to 128 visible ASCII characters that name this submission: the same again with the same key is the
 *     same run; empty to have the client make one
 */
public record PipelineSubmission(
        String name,
        String text,
        Map<String, Path> files,
        Map<String, String> arguments,
        Optional<String> idempotencyKey) {

    public PipelineSubmission {
        files = Map.copyOf(files);
        arguments = Map.copyOf(arguments);
        if (name.isBlank() || name.length() > 63) {
            throw CleaveException.invalid("pipeline.name", "'" + name + "'", "1 to 63 characters");
        }
    }

    /** A pipeline with its defaults. */
    public static PipelineSubmission of(String name, String text) {
        return new PipelineSubmission(name, text, Map.of(), Map.of(), Optional.empty());
    }

    /** With a file that it names. */
    public PipelineSubmission file(String asNamed, Path file) {
        Map<String, Path> more = new TreeMap<>(files);
        more.put(asNamed, file);
        return new PipelineSubmission(name, text, more, arguments, idempotencyKey);
    }

    /** With this argument, as its {@code toString} says it. */
    public PipelineSubmission argument(String parameter, Object value) {
        Map<String, String> more = new TreeMap<>(arguments);
        more.put(parameter, String.valueOf(value));
        return new PipelineSubmission(name, text, files, more, idempotencyKey);
    }

    /** Under this key. */
    public PipelineSubmission idempotencyKey(String key) {
        return new PipelineSubmission(name, text, files, arguments, Optional.of(key));
    }
}
