package dev.cleave.service.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That this process, and no other, has a store open; given up by the system at the latest when the process ends. */
final class StoreLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLock.class);

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreException STORE_IN_USE if another has it
     */
    static StoreLock take(Path file) throws IOException {
        PrivateFiles.create(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new StoreException(
                        StoreCode.STORE_IN_USE,
                        file.getParent() + ": open in process "
                                + Files.readString(file).strip()
                                + " (expected: one process at a time; end that one, or use a store on PostgreSQL)");
            }
            noteHolder(channel);
            return new StoreLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // This process itself has it.
        }
    }

    /** For people only, and so no reason to fail: the disk may be full. */
    private static void noteHolder(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        } catch (IOException e) {
            LOG.debug("the holder of the lock is not noted: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
