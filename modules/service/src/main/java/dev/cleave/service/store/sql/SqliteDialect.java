package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQLite's ways. Codes: sqlite.org/rescode.html. */
final class SqliteDialect implements Dialect {

    private static final int BUSY = 5;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int NOT_A_DATABASE = 26;
    /** With less than this left, an input or output error is the disk's being full: not all of them say so. */
    private static final long HARDLY_ANY_ROOM = 256 << 10;

    private final Path file;

    SqliteDialect(Path file) {
        this.file = file;
    }

    @Override
    public Map<String, String> types() {
        return Map.of("id", "TEXT", "bytes", "BLOB", "clustered", "WITHOUT ROWID");
    }

    /** There is one writer at a time anyway. */
    @Override
    public String shared() {
        return "";
    }

    @Override
    public String exclusive() {
        return "";
    }

    @Override
    public StoreException translate(RuntimeException failure) {
        if (failure instanceof StoreException known) {
            return known;
        }
        Optional<SQLException> cause = SqlCause.of(failure);
        String said = cause.<Throwable>map(sql -> sql).orElse(failure).getMessage();
        return cause.map(sql -> translate(sql, failure))
                .orElseGet(() -> new StoreException(StoreCode.STORE_FAILED, file + ": " + said, failure));
    }

    /** What an error of the database means. */
    StoreException translate(SQLException error, Throwable cause) {
        String said = file + ": " + error.getMessage();
        // The low byte is the kind of error.
        return switch (error.getErrorCode() & 0xFF) {
            case FULL -> full(said, cause);
            case CORRUPT, NOT_A_DATABASE -> corrupt(said, cause);
            case BUSY ->
                new StoreException(
                        StoreCode.STORE_IN_USE, said + " (expected: no other program that writes to the file)", cause);
            case IO_ERROR ->
                hasHardlyAnyRoom() ? full(said, cause) : new StoreException(StoreCode.STORE_FAILED, said, cause);
            default -> new StoreException(StoreCode.STORE_FAILED, said, cause);
        };
    }

    private static StoreException full(String said, Throwable cause) {
        return new StoreException(StoreCode.STORE_FULL, said + " (expected: room on the disk)", cause);
    }

    /** Says what to do about a damaged file. */
    StoreException corrupt(String finding, @Nullable Throwable cause) {
        return new StoreException(
                StoreCode.STORE_CORRUPT,
                finding + " (expected: a sound store). It was left as it is. Put the last copy in its place, without "
                        + file.getFileName() + "-wal and " + file.getFileName()
                        + "-shm; or move it away and save what is readable with: sqlite3 " + file
                        + " .recover | sqlite3 recovered.db",
                cause);
    }

    private boolean hasHardlyAnyRoom() {
        try {
            return Files.getFileStore(file).getUsableSpace() < HARDLY_ANY_ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    /** A commit that this database did not confirm was not made. */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isUndone(StoreException failedCommit) {
        return true;
    }
}
