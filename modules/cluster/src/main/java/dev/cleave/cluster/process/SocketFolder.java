package dev.cleave.cluster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A private folder for the sockets of one node process: in the node's own folder, so that it goes with that, unless the
 * paths would be too long for sockets; then among the temporary files.
 *
 * <p>A process that was killed cannot tidy up; the next one in the same folder does it.
 */
final class SocketFolder implements AutoCloseable {

    private static final String PREFIX = "sockets-";
    private static final String LONGEST_NAME = "/999999.sock";
    private static final int MOST_BYTES = 103;

    private final Path path;

    private SocketFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder.
     *
     * @param node the node's own folder; exists
     */
    static SocketFolder in(Path node) throws IOException {
        deleteThoseOfTheDead(node);
        Path own = node.toAbsolutePath()
                .resolve(PREFIX + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime() & 0xFFFF, 36));
        boolean fits = (own + LONGEST_NAME).getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return new SocketFolder(
                fits
                        ? Files.createDirectory(
                                own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                        : Files.createTempDirectory("cleave-"));
    }

    /** Where sockets go. */
    Path path() {
        return path;
    }

    /** Deletes the folder and what is in it, as far as that goes. */
    @Override
    public void close() {
        delete(path);
    }

    private static void deleteThoseOfTheDead(Path node) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(node, PREFIX + "*")) {
            for (Path folder : folders) {
                String pid = folder.getFileName()
                        .toString()
                        .substring(PREFIX.length())
                        .split("-")[0];
                if (pid.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            // What a runner that is just going still holds stays.
        }
    }
}
