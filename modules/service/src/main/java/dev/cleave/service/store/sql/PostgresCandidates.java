package dev.cleave.service.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cleave.service.store.Candidates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The candidates at a PostgreSQL database, over a connection of their own, which nothing else keeps waiting.
 *
 * <p>Each statement is a transaction of its own: a process that is stopped between two of them holds nothing.
 */
public final class PostgresCandidates implements Candidates {

    private static final String NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    private static final String SEEN = """
            INSERT INTO candidates (address, api, joined, seen_at) VALUES (:address, :api, :joined, $NOW)
            ON CONFLICT (address) DO UPDATE SET api = :api, joined = :joined, seen_at = $NOW""".replace("$NOW", NOW);
    /** Those who look at the same time wait for each other at the row, and all but one find it changed. */
    private static final String TAKE = """
            UPDATE controller_lease SET holder = :life, address = :address, api = :api, expires_at = $NOW + :term
            WHERE one = 1 AND (holder = :life OR expires_at < $NOW AND (:joined = 1 OR NOT EXISTS (
              SELECT 1 FROM candidates
              WHERE joined = 1 AND address <> :address AND seen_at > $NOW - :lately)))""".replace("$NOW", NOW);

    private static final String LOOK =
            "SELECT holder, address, api, expires_at - $NOW AS left_millis FROM controller_lease WHERE one = 1"
                    .replace("$NOW", NOW);
    private static final String JOINED = """
            SELECT address FROM candidates WHERE joined = 1 AND address <> :address AND seen_at > $NOW - :lately
            ORDER BY address""".replace("$NOW", NOW);
    private static final String FORGET_OLD =
            "DELETE FROM candidates WHERE seen_at < $NOW - 86400000".replace("$NOW", NOW);
    private static final String GIVE_BACK =
            "UPDATE controller_lease SET expires_at = 0 WHERE one = 1 AND holder = :life";
    private static final String FORGET = "DELETE FROM candidates WHERE address = :address";

    private static final long PATIENCE_MILLIS = 3_000;

    private final HikariDataSource connection;
    private final Jdbi database;
    private final PostgresDialect dialect;

    private PostgresCandidates(HikariDataSource connection, PostgresDialect dialect) {
        this.connection = connection;
        this.database = Jdbi.create(connection);
        this.dialect = dialect;
    }

    /**
     * The candidates at a database whose tables are there.
     *
     * @throws dev.cleave.service.store.StoreException STORE_UNREACHABLE if the server does not answer
     */
    public static PostgresCandidates open(PostgresSettings settings) {
        PostgresDialect dialect = new PostgresDialect(settings.place());
        try {
            HikariConfig config = PostgresStore.config(settings, "cleave-candidates", 1);
            config.setConnectionTimeout(PATIENCE_MILLIS);
            config.addDataSourceProperty("socketTimeout", "5");
            config.addDataSourceProperty("connectTimeout", "3");
            PostgresCandidates candidates = new PostgresCandidates(new HikariDataSource(config), dialect);
            candidates.with(handle -> handle.execute(FORGET_OLD));
            return candidates;
        } catch (RuntimeException e) {
            throw dialect.translate(e);
        }
    }

    @Override
    public Standing stand(Candidate self, boolean joined, Duration term) {
        Map<String, Object> names = Map.of(
                "life", self.life(),
                "address", self.address(),
                "api", self.api(),
                "joined", joined ? 1 : 0,
                "term", term.toMillis(),
                "lately", term.toMillis());
        return with(handle -> {
            handle.createUpdate(SEEN).bindMap(names).execute();
            boolean isHolder = handle.createUpdate(TAKE).bindMap(names).execute() == 1;
            List<String> others = handle.createQuery(JOINED)
                    .bindMap(names)
                    .mapTo(String.class)
                    .list();
            return handle.createQuery(LOOK)
                    .map(Rows.as(row -> {
                        long left = Math.max(0, row.getLong("left_millis"));
                        return new Standing(
                                isHolder && left > 0 && row.getString("holder").equals(self.life()),
                                left > 0 ? row.getString("address") : "",
                                left > 0 ? row.getString("api") : "",
                                Duration.ofMillis(left),
                                others);
                    }))
                    .one();
        });
    }

    @Override
    public void withdraw(Candidate self) {
        with(handle -> handle.createUpdate(GIVE_BACK).bind("life", self.life()).execute());
        with(handle ->
                handle.createUpdate(FORGET).bind("address", self.address()).execute());
    }

    private <T> T with(Function<Handle, T> work) {
        try (Handle handle = database.open()) {
            return work.apply(handle);
        } catch (RuntimeException e) {
            throw dialect.translate(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
