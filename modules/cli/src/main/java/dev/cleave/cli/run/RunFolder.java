package dev.cleave.cli.run;

import dev.cleave.cli.command.CommandException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its logs, pid files and what it needs while it lasts: a folder that the user named, or a temporary
 * one that goes away with the run.
 */
public final class RunFolder implements AutoCloseable {

    private static final int PROBE_BYTES = 64 * 1024;

    private final Path path;
    private final boolean temporary;
    private boolean kept;

    private RunFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** Makes the folder ready that the option {@code --dir} names, or a temporary one. */
    public static RunFolder open(Optional<Path> named) {
        return open("--dir", named);
    }

    /**
     * Makes the folder ready.
     *
     * @param what what sets the folder, for the refusal
     * @param named what the user said; empty for a temporary one
     * @throws CommandException if it cannot be made or written to
     */
    public static RunFolder open(String what, Optional<Path> named) {
        RunFolder folder = named.map(path -> ofUser(what, path)).orElseGet(RunFolder::ofSystem);
        folder.probe(what, named.isPresent());
        return folder;
    }

    private static RunFolder ofUser(String what, Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw CommandException.usage(what + ": " + path + " (expected: a folder, this is a file)");
        }
        try {
            return new RunFolder(Files.createDirectories(path.toAbsolutePath()), false);
        } catch (IOException refused) {
            throw CommandException.usage(
                    what + ": " + path + " (expected: a folder that can be made; " + refused + ")");
        }
    }

    private static RunFolder ofSystem() {
        try {
            return new RunFolder(Files.createTempDirectory("cleave-"), true);
        } catch (IOException refused) {
            throw CommandException.noCluster("no temporary folder can be made in "
                    + System.getProperty("java.io.tmpdir") + " (" + refused + "); name another with --dir");
        }
    }

    /** A full disk is found out here, by one clear line, and not by a node that cannot write its log. */
    private void probe(String what, boolean named) {
        Path file = path.resolve(".probe");
        try {
            Files.write(file, new byte[PROBE_BYTES]);
            Files.delete(file);
        } catch (IOException refused) {
            String line = path + ": cannot be written (" + refused + "; expected: a folder with room for logs)";
            try {
                Files.deleteIfExists(file);
            } catch (IOException alsoRefused) {
                // nothing was written
            }
            close();
            throw named ? CommandException.usage(what + ": " + line) : CommandException.noCluster(line);
        }
    }

    /** The folder, as an absolute path. */
    public Path path() {
        return path;
    }

    /** Leaves a temporary folder where it is when the run is over. */
    public void keep() {
        kept = true;
    }

    /** Whether the folder outlives the run. */
    public boolean isKept() {
        return kept || !temporary;
    }

    /** Removes a temporary folder that is not kept; what cannot be removed stays. */
    @Override
    public void close() {
        if (isKept()) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException busy) {
            // somebody writes there; the system clears its temporary folder
        }
    }
}
