package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreException;
import java.util.Map;

/** What differs between the databases. */
interface Dialect {

    /** What the placeholders of the schema's text stand for. */
    Map<String, String> types();

    /** What follows a query so that nobody changes the row before this transaction has ended; may be empty. */
    String shared();

    /** What follows a query so that nobody reads the row for a change before this transaction has ended; may be empty. */
    String exclusive();

    /** What a failure of the database means. */
    StoreException translate(RuntimeException failure);

    /** Whether nothing was kept, for certain, if a commit failed so. */
    boolean isUndone(StoreException failedCommit);

    /** Whether processes of several machines can have one database open. */
    boolean isShared();
}
