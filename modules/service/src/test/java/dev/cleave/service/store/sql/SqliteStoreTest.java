package dev.cleave.service.store.sql;

import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on SQLite. */
class SqliteStoreTest extends StoreContract {

    @TempDir
    Path folder;

    @Override
    protected Store openNew() {
        return openAgain();
    }

    @Override
    protected Store openAgain() {
        return SqliteStore.open(new SqliteSettings(folder.resolve("store"), 64 << 10, 0), InstantSource.system());
    }

    @Override
    public void tamper(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/cleave.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
