package dev.cleave.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the project's shell scripts with an environment of the test's making, and makes pretended tools for them. */
final class Shell {
    /** The project's root. */
    static final Path ROOT = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();

    private Shell() {}

    /** What a command left behind. */
    record Ended(int exitCode, String output, String errors) {}

    /** Runs a command to its end with exactly this environment. */
    static Ended run(Map<String, String> environment, Path scratch, List<String> command) throws Exception {
        Path output = Files.createTempFile(scratch, "output", ".txt");
        Path errors = Files.createTempFile(scratch, "errors", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within two minutes");
        }
        return new Ended(
                process.exitValue(),
                Files.readString(output).strip(),
                Files.readString(errors).strip());
    }

    /** A folder that looks like a JDK of a version; its {@code java} prints its arguments, one a line. */
    static Path pretendedJdk(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(folder.resolve("bin/javac"), "exit 0");
        script(folder.resolve("bin/java"), "printf '%s\\n' \"$@\"");
        return folder;
    }

    /** An executable shell script. */
    static Path script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/bin/sh\n" + body + "\n").getBytes(UTF_8));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        return file;
    }
}
