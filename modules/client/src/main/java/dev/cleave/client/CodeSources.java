package dev.cleave.client;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where classes were loaded from. */
final class CodeSources {

    private CodeSources() {}

    /** The jar or folder of a class. */
    static Path of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            try {
                Path file = Path.of(source.getLocation().toURI());
                if (Files.exists(file)) {
                    return file;
                }
            } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notAFile) {
                // Refused below.
            }
        }
        throw CleaveException.invalid("job.class_path", type.getName(), "a class loaded from a jar or a folder");
    }
}
