package dev.cleave.service.store.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * The PostgreSQL server of these tests: one that is started for them, or the one of the system property {@code
 * postgres.url}, whose user must be allowed to make databases.
 */
public final class PostgresServer {

    private static final String USER = "postgres";

    private PostgresServer() {}

    /** A new, empty database; its URL has user and password in it. Starts the server if nobody did in this process. */
    public static String newDatabase() {
        String url = Started.URL;
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        execute(url, "CREATE DATABASE " + name);
        int query = url.indexOf('?');
        String server = url.substring(0, url.lastIndexOf('/', query));
        return server + "/" + name + url.substring(query);
    }

    public static PostgresSettings settings(String url) {
        return new PostgresSettings(url, USER, "", 2);
    }

    public static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String start() {
        String given = System.getProperty("postgres.url", "");
        if (!given.isEmpty()) {
            return given;
        }
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
            return server.getJdbcUrl(USER, "postgres");
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start: " + e.getMessage(), e);
        }
    }

    /** Apart, since processes that are about to be killed use this class too, and would leave a server behind. */
    private static final class Started {

        static final String URL = start();
    }
}
