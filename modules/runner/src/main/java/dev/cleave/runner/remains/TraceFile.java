package dev.cleave.runner.remains;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a runner notes how far it is, step by step, so that its node can read it when the runner has died.
 *
 * <p>A file mapped into memory, which outlives the process: the number of levels, then the child index of each level,
 * 4 bytes each. Writing is for one process, by any of its threads; reading is for afterwards.
 */
public final class TraceFile {

    private static final int FIRST_LEVELS = 16 << 10;

    private final Path file;
    private int levels;
    private MappedByteBuffer map;

    private TraceFile(Path file) throws IOException {
        this.file = file;
        this.levels = FIRST_LEVELS;
        this.map = map(file, levels);
    }

    /** The file that belongs to a runner's socket. */
    public static Path beside(Path socket) {
        return socket.resolveSibling(socket.getFileName() + ".trace");
    }

    /**
     * Begins a trace.
     *
     * @throws IOException if the file cannot be made
     */
    public static TraceFile create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return new TraceFile(file);
    }

    /**
     * Notes the next step.
     *
     * @param level how many levels below the lease's subproblem, from 0 for that itself
     * @param childIndex its place among its parent's children; ignored at level 0
     * @throws IOException if the file cannot grow
     */
    public synchronized void note(int level, int childIndex) throws IOException {
        if (level > levels) {
            levels = Math.max(level, 2 * levels);
            map = map(file, levels);
        }
        if (level > 0) {
            map.putInt(Integer.BYTES * level, childIndex);
        }
        map.putInt(0, level);
    }

    /**
     * Where a runner was.
     *
     * @param file its trace, if it has one
     * @return the path from the traced lease; empty if there is no trace, or it cannot be read
     */
    public static dev.cleave.core.path.Path read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            int level = bytes.remaining() < Integer.BYTES ? 0 : bytes.getInt();
            int[] indexes = new int[Math.max(0, Math.min(level, bytes.remaining() / Integer.BYTES))];
            bytes.asIntBuffer().get(indexes);
            return dev.cleave.core.path.Path.of(indexes);
        } catch (IOException none) {
            return dev.cleave.core.path.Path.EMPTY;
        }
    }

    private static MappedByteBuffer map(Path file, int levels) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Integer.BYTES * (levels + 1L));
        }
    }
}
