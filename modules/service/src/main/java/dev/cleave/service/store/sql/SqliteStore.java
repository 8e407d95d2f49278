package dev.cleave.service.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded store: one SQLite file, for one process.
 *
 * <p>A write-ahead log with a wait for the disk at each commit: what was answered survives the death of the process and of
 * the machine. One connection writes, some read. In the folder lie {@code cleave.db} with its {@code -wal} and {@code
 * -shm}, {@code cleave.lock}, and {@code cleave.reserve}; all readable by their owner alone.
 */
public final class SqliteStore {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;
    private static final int PAGES_BETWEEN_CHECKPOINTS = 500;
    private static final int LARGEST_KEPT_LOG = 4 << 20;

    private SqliteStore() {}

    /**
     * Opens a store, and makes it if it is not there.
     *
     * @param settings where it is
     * @param clock what time it is, to try again after the disk was full
     * @return the store
     * @throws StoreException STORE_IN_USE if a process has it open; STORE_CORRUPT if it is damaged, in which case nothing
     *     was changed; STORE_NEWER; STORE_FULL; STORE_FAILED if the folder cannot be used
     */
    public static Store open(SqliteSettings settings, InstantSource clock) {
        try {
            return openOnce(settings, clock);
        } catch (StoreException e) {
            if (e.code() != StoreCode.STORE_FULL || !removeReserve(settings)) {
                throw e;
            }
            return openOnce(settings, clock);
        }
    }

    private static Store openOnce(SqliteSettings settings, InstantSource clock) {
        Path file = settings.folder().resolve("cleave.db");
        SqliteDialect dialect = new SqliteDialect(file);
        Closing open = new Closing();
        try {
            PrivateFiles.createFolder(settings.folder());
            open.with(StoreLock.take(settings.folder().resolve("cleave.lock")));
            PrivateFiles.create(file);
            prepare(file, dialect);
            Schema.migrate(source(file), dialect, file.toString());
            Jdbi write = Jdbi.create(open.with(source(file).getConnection()));
            Jdbi read = Jdbi.create(open.with(readers(file)));
            SqliteSpace space = new SqliteSpace(reserve(settings), settings, clock);
            try (Handle handle = write.open()) {
                space.hasRoom(handle);
            }
            return new SqlStore(read, write, dialect, space, open, true);
        } catch (IOException e) {
            open.close();
            throw new StoreException(
                    StoreCode.STORE_FAILED,
                    settings.folder() + ": " + e + " (expected: a folder that this process may write to)",
                    e);
        } catch (SQLException e) {
            open.close();
            throw dialect.translate(e, e);
        } catch (RuntimeException e) {
            open.close();
            throw dialect.translate(e);
        }
    }

    /**
     * Copies a store as it is at this moment, whether or not a process has it open; the copy is what STORE_CORRUPT asks to
     * be put back.
     *
     * @param folder the store's folder
     * @param copy a file that is not there yet
     * @throws StoreException STORE_FAILED if the copy is there already, or there is no store; STORE_FULL; STORE_CORRUPT
     */
    public static void copy(Path folder, Path copy) {
        Path file = folder.resolve("cleave.db");
        SqliteDialect dialect = new SqliteDialect(file);
        if (!Files.exists(file) || Files.exists(copy)) {
            throw new StoreException(
                    StoreCode.STORE_FAILED,
                    "copy of " + file + " to " + copy + " (expected: a store, and no file where its copy is to be)");
        }
        try (Connection connection = source(file).getConnection();
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            PrivateFiles.create(copy);
            statement.setString(1, copy.toString());
            statement.execute();
        } catch (IOException e) {
            throw new StoreException(StoreCode.STORE_FAILED, "copy to " + copy + ": " + e, e);
        } catch (SQLException e) {
            throw dialect.translate(e, e);
        }
    }

    private static Path reserve(SqliteSettings settings) {
        return settings.folder().resolve("cleave.reserve");
    }

    private static boolean removeReserve(SqliteSettings settings) {
        try {
            return Files.deleteIfExists(reserve(settings));
        } catch (IOException e) {
            return false;
        }
    }

    /** Looks at every page before anything is changed; for a new file, sets what can be set only then. */
    private static void prepare(Path file, SqliteDialect dialect) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            String finding = text(statement, "PRAGMA integrity_check(1)");
            if (!finding.equals("ok")) {
                throw dialect.corrupt(file + ": " + finding, null);
            }
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            text(statement, "PRAGMA journal_mode = WAL");
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setJournalSizeLimit(LARGEST_KEPT_LOG);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(PAGES_BETWEEN_CHECKPOINTS));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource readers(Path file) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cleave-store-readers");
        config.setDataSource(source(file));
        config.setConnectionInitSql("PRAGMA query_only = 1");
        config.setMaximumPoolSize(READERS);
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }
}
