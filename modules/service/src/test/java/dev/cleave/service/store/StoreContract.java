package dev.cleave.service.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every store must do, whatever is underneath; each store's test extends this. */
public abstract class StoreContract
        implements JobContract,
                ListingContract,
                JournalContract,
                EpochContract,
                AccessContract,
                ConcurrencyContract,
                PipelineContract {

    private Store store;
    private Writer writer;

    /** Makes an empty place for a store and opens it. */
    protected abstract Store openNew() throws Exception;

    /** Opens the same place once more. */
    protected abstract Store openAgain() throws Exception;

    /** Changes what is kept, behind the store's back. */
    @Override
    public abstract void tamper(String sql) throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openNew();
        writer = store.takeEpoch(store.epoch());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Writer writer() {
        return writer;
    }

    @Override
    public void reopen() throws Exception {
        store.close();
        store = openAgain();
        writer = store.takeEpoch(store.epoch());
    }
}
