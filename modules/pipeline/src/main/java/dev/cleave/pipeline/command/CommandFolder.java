package dev.cleave.pipeline.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A temporary folder, for one command; gone with all that is in it when it is closed. */
public final class CommandFolder implements AutoCloseable {

    private final Path path;

    private CommandFolder(Path path) {
        this.path = path;
    }

    /** A new one. */
    public static CommandFolder create() throws IOException {
        return new CommandFolder(Files.createTempDirectory("cleave-command-"));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Deletes it; what cannot be deleted stays. Links are not followed. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException stays) {
            path.toFile().deleteOnExit();
        }
    }

    /** Of what it visits. A folder that nobody may write to would keep its files. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var unused = folder.toFile().setWritable(true);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var unused = file.toFile().delete();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) {
            if (!folder.toFile().delete()) {
                folder.toFile().deleteOnExit();
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
