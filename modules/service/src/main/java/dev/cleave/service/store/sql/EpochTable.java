package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import org.jdbi.v3.core.Handle;

/** The controller's term: one row, which every write of a controller holds while it is made. */
final class EpochTable {

    private static final String READ = "SELECT epoch FROM controller WHERE one = 1";
    private static final String TAKE =
            "UPDATE controller SET epoch = :expected + 1 WHERE one = 1 AND epoch = :expected";

    private EpochTable() {}

    static long read(Handle handle) {
        return handle.createQuery(READ).mapTo(Long.class).one();
    }

    /** The term, which cannot be taken by another before this transaction has ended. */
    static long hold(Handle handle, Dialect dialect) {
        return handle.createQuery(READ + dialect.shared()).mapTo(Long.class).one();
    }

    /** Begins the term after the expected one. Waits for transactions that hold the row. */
    static long take(Handle handle, long expected) {
        if (handle.createUpdate(TAKE).bind("expected", expected).execute() == 0) {
            throw lost(expected, read(handle));
        }
        return expected + 1;
    }

    static StoreException lost(long given, long latest) {
        return new StoreException(StoreCode.EPOCH_LOST, "epoch " + given + " (expected: " + latest + ", the latest)");
    }
}
