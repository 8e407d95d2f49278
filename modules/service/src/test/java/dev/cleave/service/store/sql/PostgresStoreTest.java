package dev.cleave.service.store.sql;

import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreContract;

/** The contract, on PostgreSQL. */
class PostgresStoreTest extends StoreContract {

    private String url;

    @Override
    protected Store openNew() {
        url = PostgresServer.newDatabase();
        return openAgain();
    }

    @Override
    protected Store openAgain() {
        return PostgresStore.open(PostgresServer.settings(url));
    }

    @Override
    public void tamper(String sql) {
        PostgresServer.execute(url, sql);
    }
}
