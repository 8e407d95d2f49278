package dev.cleave.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the command's words go: results to one stream, everything else to the other.
 *
 * @param out standard output, for the result alone
 * @param err standard error, for progress, reports and complaints
 * @param errIsTerminal whether somebody watches standard error, so that a line may be drawn over
 */
public record Output(PrintStream out, PrintStream err, boolean errIsTerminal) {

    /** Clears the line that a terminal's cursor is in, so that something else can be drawn there. */
    public static final String ERASE_LINE = "\r\u001b[K";

    /** Names whether standard error is a terminal, where that cannot be seen otherwise: {@code true} or {@code false}. */
    static final String TERMINAL_PROPERTY = "cleave.stderr.terminal";

    /** The streams of this process. Both are UTF-8, whatever the locale says. */
    public static Output ofProcess() {
        return new Output(utf8(FileDescriptor.out), utf8(FileDescriptor.err), standardErrorIsTerminal());
    }

    /** Prints a line of the command itself to standard error. */
    public void say(String line) {
        err.println((errIsTerminal ? ERASE_LINE : "") + "cleave: " + line);
        err.flush();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private static boolean standardErrorIsTerminal() {
        String said = System.getProperty(TERMINAL_PROPERTY, "");
        if (!said.isEmpty()) {
            return Boolean.parseBoolean(said);
        }
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
