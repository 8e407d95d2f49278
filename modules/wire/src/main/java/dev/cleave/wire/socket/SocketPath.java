package dev.cleave.wire.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How long the path of a socket may be: the system keeps it in a small field. */
final class SocketPath {

    /** What every system has room for that Cleave runs on; Linux would take 107. */
    static final int MOST_BYTES = 103;

    private SocketPath() {}

    static Path checked(Path file) throws IOException {
        int bytes = file.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IOException("socket path: " + bytes + " bytes, " + file + " (expected: at most " + MOST_BYTES
                    + "; use a folder with a shorter path)");
        }
        return file;
    }
}
