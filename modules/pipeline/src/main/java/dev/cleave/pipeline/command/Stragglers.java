package dev.cleave.pipeline.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Processes that a command has started and that outlived it, wherever they went: each has inherited a mark in its environment. */
final class Stragglers {

    /** The environment variable with the mark. */
    static final String VARIABLE = "CLEAVE_COMMAND";

    private static final Path PROCESSES = Path.of("/proc");
    private static final int ROUNDS = 10;

    private Stragglers() {}

    /** A mark that no other command has. */
    static String newMark() {
        return UUID.randomUUID().toString();
    }

    /** Kills all that have a mark, again and again until there is none: one may start another meanwhile. */
    static void end(String mark) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = marked(mark);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The processes with a mark. None where the system does not show environments. */
    static List<ProcessHandle> marked(String mark) {
        List<ProcessHandle> found = new ArrayList<>();
        String entry = VARIABLE + "=" + mark;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (environment(process).contains(entry)) {
                    ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())))
                            .filter(ProcessHandle::isAlive)
                            .ifPresent(found::add);
                }
            }
        } catch (IOException noSuchFolder) {
            return List.of();
        }
        return found;
    }

    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
