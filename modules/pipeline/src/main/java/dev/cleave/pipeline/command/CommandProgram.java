package dev.cleave.pipeline.command;

import dev.cleave.api.DivideAndConquer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Runs the command of a job in a temporary folder. */
final class CommandProgram implements DivideAndConquer<String, byte[]> {

    private final BooleanSupplier isCancelled;

    CommandProgram(BooleanSupplier isCancelled) {
        this.isCancelled = isCancelled;
    }

    @Override
    public boolean isBaseCase(String command) {
        return true;
    }

    @Override
    public byte[] solve(String command) {
        CommandSpec spec = CommandText.decode(command);
        try (CommandFolder folder = CommandFolder.create()) {
            return CommandProcess.run(spec, folder.path(), CommandProgram::give, isCancelled)
                    .read()
                    .encode();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private static void give(String name, Path file) throws IOException {
        String resource = CommandJob.FILES + name;
        try (InputStream in = CommandProgram.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource + ": not on the class path (expected: the file " + name + ")");
            }
            Files.copy(in, file);
        }
    }

    @Override
    public List<String> divide(String command) {
        throw new IllegalStateException("a command is not divided");
    }

    @Override
    public byte[] combine(String command, List<byte[]> results) {
        throw new IllegalStateException("a command is not divided");
    }
}
