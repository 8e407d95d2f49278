package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads on connections of their own, which see what was committed and wait for no write. */
final class Reading {

    private final Jdbi database;
    private final Dialect dialect;

    Reading(Jdbi database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** What a query finds. */
    <T> T from(Function<Handle, T> query) {
        try (Handle handle = database.open()) {
            return query.apply(handle);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw dialect.translate(e);
        }
    }
}
