package dev.cleave.service.store.sql;

import dev.cleave.service.store.AuditTrail;
import dev.cleave.service.store.Blobs;
import dev.cleave.service.store.Jobs;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.Pipelines;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.Tokens;
import dev.cleave.service.store.Writer;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The store on any of the databases, once it is open. */
final class SqlStore implements Store {

    private final Reading reading;
    private final WriteQueue writes;
    private final Space space;
    private final Closing underneath;
    private final boolean fenced;
    private final boolean shared;
    private final Jobs jobs;
    private final Pipelines pipelines;
    private final Tokens tokens;
    private final AuditTrail audit;
    private final Blobs blobs;

    /**
     * A store.
     *
     * @param read connections that only read
     * @param write the connection that writes
     * @param underneath what to close in the end
     * @param fenced whether terms are heeded
     */
    SqlStore(Jdbi read, Jdbi write, Dialect dialect, Space space, Closing underneath, boolean fenced) {
        this.reading = new Reading(read, dialect);
        this.writes = new WriteQueue(write, dialect, space, "cleave-store-writer");
        this.space = space;
        this.underneath = underneath;
        this.fenced = fenced;
        this.shared = dialect.isShared();
        this.jobs = new SqlJobs(reading);
        this.pipelines = new SqlPipelines(reading);
        this.tokens = new TokenTable(reading, writes);
        this.audit = new AuditTable(reading, writes, dialect);
        this.blobs = new BlobTable(reading);
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Pipelines pipelines() {
        return pipelines;
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public AuditTrail audit() {
        return audit;
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public List<OwnerRow> owners() {
        return reading.from(OwnerTable::list);
    }

    @Override
    public List<String> drained() {
        return reading.from(DrainTable::list);
    }

    @Override
    public long epoch() {
        return reading.from(EpochTable::read);
    }

    @Override
    public Writer takeEpoch(long expected) {
        long taken = writes.write(Change.Need.REPLACEMENT, handle -> EpochTable.take(handle, expected));
        return new SqlWriter(taken, writes, space, fenced);
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public boolean isFull() {
        return space.isFull();
    }

    @Override
    public void close() {
        writes.close();
        underneath.close();
    }
}
