package dev.cleave.service.store;

import dev.cleave.core.lease.Payload;
import java.util.Map;

/**
 * A pipeline as somebody handed it in.
 *
 * @param name what it is called; 1 to 256 characters
 * @param text its file, as it is written
 * @param files the blobs of the files that it names, by their names there
 * @param arguments text by parameter name
 */
public record PipelineText(String name, String text, Map<String, Payload.Blob> files, Map<String, String> arguments) {

    /** Checked. */
    public PipelineText {
        Checks.name("pipeline's name", name);
        Checks.text("pipeline", text);
        files = Map.copyOf(files);
        arguments = Map.copyOf(arguments);
        files.forEach((file, blob) -> {
            Checks.text("file's name", file);
            Checks.sha256("file's digest", blob.sha256());
        });
        arguments.forEach((parameter, value) -> {
            Checks.text("parameter's name", parameter);
            Checks.text("parameter " + parameter, value);
        });
    }
}
