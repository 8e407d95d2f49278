package dev.cleave.service.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreException;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's store: a PostgreSQL database that every node can reach, 12 or newer.
 *
 * <p>A process that stops within a transaction would keep its locks, and so keep the next controller from taking the
 * epoch: the server ends such a transaction after some seconds.
 */
public final class PostgresStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    private static final int CONNECT_MILLIS = 5_000;
    private static final String SESSION = "-c idle_in_transaction_session_timeout=5000 -c statement_timeout=30000"
            + " -c lock_timeout=15000 -c application_name=cleave";
    /** An answer means that it is on the disk, whatever the server's habit; stricter habits are kept. */
    private static final String WAIT_FOR_DISK = """
            SELECT CASE WHEN current_setting('synchronous_commit') = 'off'
              THEN set_config('synchronous_commit', 'on', false) END""";

    private PostgresStore() {}

    /**
     * Opens a store, and makes its tables if they are not there.
     *
     * @throws StoreException STORE_UNREACHABLE if the server does not answer; STORE_NEWER; STORE_FAILED if it refuses,
     *     such as for a wrong password
     */
    public static Store open(PostgresSettings settings) {
        PostgresDialect dialect = new PostgresDialect(settings.place());
        Closing open = new Closing();
        try {
            HikariDataSource writer = open.with(pool(settings, "cleave-store-writer", 1));
            HikariDataSource readers = open.with(pool(settings, "cleave-store-readers", settings.readers()));
            Schema.migrate(readers, dialect, settings.place());
            Jdbi read = Jdbi.create(readers);
            warnIfNotDurable(read, settings.place());
            return new SqlStore(read, Jdbi.create(writer), dialect, Space.UNMANAGED, open, settings.fenced());
        } catch (RuntimeException e) {
            open.close();
            throw dialect.translate(e);
        }
    }

    private static void warnIfNotDurable(Jdbi database, String where) {
        String fsync = database.withHandle(
                handle -> handle.createQuery("SHOW fsync").mapTo(String.class).one());
        if (!fsync.equals("on")) {
            LOG.warn("{}: fsync is {} (expected: on, or a power failure may lose accepted jobs)", where, fsync);
        }
    }

    private static HikariDataSource pool(PostgresSettings settings, String name, int size) {
        return new HikariDataSource(config(settings, name, size));
    }

    /** How connections are made; what settings leave open is left to the driver, which looks into {@code ~/.pgpass}. */
    static HikariConfig config(PostgresSettings settings, String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
        }
        if (!settings.password().isEmpty()) {
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setConnectionInitSql(WAIT_FOR_DISK);
        config.setDataSourceProperties(connection());
        return config;
    }

    /** What every connection is asked for. */
    static Properties connection() {
        Properties properties = new Properties();
        properties.setProperty("options", SESSION);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
