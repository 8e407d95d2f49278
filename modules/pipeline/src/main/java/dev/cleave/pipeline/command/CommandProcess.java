package dev.cleave.pipeline.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a command in a folder of its own, and leaves none of its processes behind.
 *
 * <p>The command is started by a shell, in a process group of its own, beside a watcher that reads from a pipe of this process. When the command
 * is given up, or this process dies in whatever way, the pipe closes and the watcher kills the group. What has left the group is found
 * by a mark in its environment ({@link Stragglers}).
 */
public final class CommandProcess {

    /** How much a command may print, in bytes: on its standard output, and as much on its standard error. */
    public static final long MOST_OUTPUT = 16L << 20;

    private static final String OUTPUT = ".cleave-output";
    private static final String ERRORS = ".cleave-errors";
    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 4 << 10;
    private static final long LOOK_MILLIS = 20;

    /** "$@" is the command. File descriptor 3 is the pipe; the command has none of it. */
    private static final String SHELL = """
            exec 3<&0 </dev/null
            if command -v setsid >/dev/null 2>&1; then setsid "$@" 3<&- & else "$@" 3<&- & fi
            child=$!
            { read -r nothing <&3; kill -s KILL -- "-$child"; } >/dev/null 2>&1 &
            watcher=$!
            exec 3<&-
            wait "$child"
            status=$?
            kill -s KILL -- "-$child" 2>/dev/null
            kill -s KILL "$watcher" 2>/dev/null
            exit "$status"
            """;

    private final CommandSpec spec;
    private final Path folder;
    private final BooleanSupplier isCancelled;

    CommandProcess(CommandSpec spec, Path folder, BooleanSupplier isCancelled) {
        this.spec = spec;
        this.folder = folder;
        this.isCancelled = isCancelled;
    }

    /**
     * Runs a command to its end.
     *
     * @param spec the command
     * @param folder an empty folder, which is its working directory
     * @param files puts its files there
     * @param isCancelled whether nobody wants it any more; asked every few milliseconds
     * @return what it has left, files as paths in the folder
     * @throws CommandFailedException if it failed
     * @throws CancellationException if it was given up; none of its processes is left then
     * @throws InterruptedException if this thread was interrupted; none of its processes is left then
     * @throws IOException if the folder cannot be used
     */
    public static Left run(CommandSpec spec, Path folder, FileGiver files, BooleanSupplier isCancelled)
            throws IOException, InterruptedException {
        for (String name : spec.filesIn()) {
            Path file = folder.resolve(name);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            files.give(name, file);
        }
        return new CommandProcess(spec, folder, isCancelled).run();
    }

    /**
     * What a command has left.
     *
     * @param output what it printed, without the line end at its end
     * @param files the files that it was to leave, by name
     */
    public record Left(String output, Map<String, Path> files) {

        /** The same, with the files read. */
        public CommandResult read() throws IOException {
            return CommandResult.of(output, files);
        }
    }

    /** Starts the command; it ends when the standard input of this process closes. */
    Process start(String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", SHELL, "cleave");
        builder.command().addAll(spec.argv());
        builder.directory(folder.toFile());
        builder.redirectOutput(folder.resolve(OUTPUT).toFile());
        builder.redirectError(folder.resolve(ERRORS).toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.putAll(spec.environment());
        environment.put(Stragglers.VARIABLE, mark);
        return builder.start();
    }

    private Left run() throws IOException, InterruptedException {
        String mark = Stragglers.newMark();
        Process process = start(mark);
        try {
            int exitCode = await(process);
            if (exitCode != 0) {
                throw new CommandFailedException(CommandFailedException.EXIT_CODE, ended(exitCode));
            }
        } finally {
            end(process, mark);
        }
        return new Left(output(), filesOut());
    }

    private int await(Process process) throws InterruptedException, IOException {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (isCancelled.getAsBoolean()) {
                throw new CancellationException(spec.argv().get(0) + " was given up");
            }
            checkPrinted();
        }
        checkPrinted();
        return process.exitValue();
    }

    private void checkPrinted() throws IOException {
        checkPrinted(OUTPUT, "");
        checkPrinted(ERRORS, " on its standard error");
    }

    private void checkPrinted(String file, String where) throws IOException {
        long printed = Files.size(folder.resolve(file));
        if (printed > MOST_OUTPUT) {
            throw new CommandFailedException(
                    CommandFailedException.OUTPUT,
                    spec.argv().get(0) + " printed " + printed + " bytes" + where + " (expected: at most " + MOST_OUTPUT
                            + "; what is longer belongs into a file that files-out names)");
        }
    }

    /** The pipe closes, and with it the group ends; then whoever has left the group. */
    private static void end(Process process, String mark) {
        try {
            process.getOutputStream().close();
        } catch (IOException closed) {
            // it has ended already
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Stragglers.end(mark);
    }

    private String ended(int exitCode) throws IOException {
        String words = lastWords();
        return String.join(" ", shortened()) + " ended with exit code " + exitCode + " (expected: 0)"
                + (words.isEmpty() ? "" : "; its last words:\n" + words);
    }

    private List<String> shortened() {
        return spec.argv().size() <= 4 ? spec.argv() : List.of(spec.argv().get(0), "…");
    }

    private String lastWords() throws IOException {
        try (RandomAccessFile errors =
                new RandomAccessFile(folder.resolve(ERRORS).toFile(), "r")) {
            long from = Math.max(0, errors.length() - LAST_BYTES);
            errors.seek(from);
            byte[] bytes = new byte[(int) (errors.length() - from)];
            errors.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        }
    }

    private String output() throws IOException {
        String output = new String(Files.readAllBytes(folder.resolve(OUTPUT)), StandardCharsets.UTF_8);
        return output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
    }

    private Map<String, Path> filesOut() {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : spec.filesOut()) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new CommandFailedException(
                        CommandFailedException.OUTPUT,
                        "file " + name + ": "
                                + (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "no file" : "not there")
                                + " (expected: that " + spec.argv().get(0) + " writes it)");
            }
            files.put(name, file);
        }
        return files;
    }
}
