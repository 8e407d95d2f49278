package dev.cleave.service.store.sql;

import org.jdbi.v3.core.Handle;

/**
 * A change of what is in the store.
 *
 * <p>May be made more than once, if the transaction that it was part of is undone. If it refuses, with a {@link
 * dev.cleave.service.store.StoreException}, it does so before it has written anything.
 */
interface Change<T> {

    /** What a change asks of the disk. */
    enum Need {
        /** Room for something new; refused when the disk is full. */
        GROWTH,
        /** To change what is there; done with the reserve when the disk is full. */
        REPLACEMENT
    }

    /** Makes the change and says what came of it. */
    T make(Handle handle);
}
