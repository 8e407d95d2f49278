package dev.cleave.service.store.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reserve against a full disk.
 *
 * <p>Even to cancel a job, SQLite must write some pages. So a file of a few MiB lies beside the store, written in full. When
 * the disk is full it is removed: from then on new jobs are refused, and what it leaves is for changes of those that are
 * there. Once there is room for the file and as much again, it is written again, and new jobs are taken. Where the store
 * has a largest size of its own, as many pages beyond that size are set aside in the same way.
 */
final class SqliteSpace implements Space {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteSpace.class);
    private static final int CHUNK = 64 << 10;
    private static final long MILLIS_BETWEEN_TRIES = 500;
    private static final String GIVE_BACK = "PRAGMA incremental_vacuum";
    private static final String EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)";

    private final Path file;
    private final SqliteSettings settings;
    private final InstantSource clock;
    private long lastTry;
    private volatile boolean held;

    SqliteSpace(Path file, SqliteSettings settings, InstantSource clock) {
        this.file = file;
        this.settings = settings;
        this.clock = clock;
        this.lastTry = Long.MIN_VALUE / 2;
    }

    @Override
    public boolean hasRoom(Handle handle) {
        long now = clock.millis();
        if (!held && now - lastTry >= MILLIS_BETWEEN_TRIES) {
            lastTry = now;
            held = isBelowMaximum(handle) && writeFile();
            if (held) {
                limitPages(handle, settings.maxBytes());
            }
        }
        return held;
    }

    @Override
    public boolean giveUpReserve(Handle handle) {
        if (!held) {
            return false;
        }
        LOG.warn("{}: full; new jobs are refused until there is {}", settings.folder(), expectation());
        held = false;
        lastTry = clock.millis();
        removeFile();
        if (settings.maxBytes() > 0) {
            limitPages(handle, settings.maxBytes() + settings.reserveBytes());
        }
        run(handle, EMPTY_LOG);
        return true;
    }

    @Override
    public void giveBack(Handle handle) {
        run(handle, GIVE_BACK);
    }

    @Override
    public boolean isFull() {
        return !held;
    }

    @Override
    public String expectation() {
        return (2 * settings.reserveBytes() >> 10) + " KiB free in " + settings.folder()
                + (settings.maxBytes() == 0
                        ? ""
                        : ", and a store of less than " + (settings.maxBytes() >> 10) + " KiB");
    }

    private boolean isBelowMaximum(Handle handle) {
        if (settings.maxBytes() == 0) {
            return true;
        }
        long used = pragma(handle, "page_count") - pragma(handle, "freelist_count");
        return used * pragma(handle, "page_size") < settings.maxBytes();
    }

    private static void limitPages(Handle handle, long bytes) {
        if (bytes > 0) {
            pragma(handle, "max_page_count = " + Math.max(1, bytes / pragma(handle, "page_size")));
        }
    }

    private static long pragma(Handle handle, String what) {
        return handle.createQuery("PRAGMA " + what).mapTo(Long.class).one();
    }

    /** To the end: as a query, it would stop after the first page. */
    private static void run(Handle handle, String pragma) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.executeUpdate(pragma);
        } catch (SQLException e) {
            throw new IllegalStateException(pragma, e);
        }
    }

    private boolean writeFile() {
        try {
            if (Files.exists(file) && Files.size(file) == settings.reserveBytes()) {
                return true;
            }
            if (Files.getFileStore(settings.folder()).getUsableSpace() < 2 * settings.reserveBytes()) {
                return false;
            }
            PrivateFiles.create(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                fill(channel);
            }
            return true;
        } catch (IOException e) {
            removeFile();
            return false;
        }
    }

    /** With bytes that no file system can make less of. */
    private void fill(FileChannel channel) throws IOException {
        SplittableRandom random = new SplittableRandom(settings.reserveBytes());
        byte[] chunk = new byte[CHUNK];
        for (long left = settings.reserveBytes(); left > 0; ) {
            random.nextBytes(chunk);
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, (int) Math.min(left, CHUNK));
            left -= bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        channel.force(true);
    }

    private void removeFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", file, e.toString());
        }
    }
}
