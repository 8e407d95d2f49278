package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The tables, brought to the version that this program knows. */
final class Schema {

    private static final String LOCATION = "classpath:dev/cleave/service/store/migration";

    private Schema() {}

    /**
     * Makes the tables, or adds what is missing.
     *
     * @param where the database, for people
     * @throws StoreException STORE_NEWER if a newer version of the program has changed them
     */
    static void migrate(DataSource database, Dialect dialect, String where) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations(LOCATION)
                .placeholders(dialect.types())
                .cleanDisabled(true)
                .load();
        MigrationVersion known = MigrationVersion.fromVersion("0");
        MigrationVersion applied = MigrationVersion.fromVersion("0");
        for (MigrationInfo info : flyway.info().all()) {
            MigrationVersion version = info.getVersion();
            if (info.getState().isApplied() && version.isNewerThan(applied)) {
                applied = version;
            }
            if (info.getState().isResolved() && version.isNewerThan(known)) {
                known = version;
            }
        }
        if (applied.isNewerThan(known)) {
            throw new StoreException(
                    StoreCode.STORE_NEWER,
                    where + ": version " + applied + " of the tables (expected: " + known
                            + " or older; run the newer version of the program that made them)");
        }
        flyway.migrate();
    }
}
