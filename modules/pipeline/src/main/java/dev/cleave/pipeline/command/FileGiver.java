package dev.cleave.pipeline.command;

import java.io.IOException;
import java.nio.file.Path;

/** Puts the files in place that a command is given. */
@FunctionalInterface
public interface FileGiver {

    /**
     * Writes one.
     *
     * @param name which
     * @param file where it belongs; its folder is there
     * @throws IOException if that cannot be done
     */
    void give(String name, Path file) throws IOException;
}
