package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JournalBatch;
import dev.cleave.service.store.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What coordinators decided: a row for each batch of records. */
final class JournalTable {

    private static final String PUT = """
            INSERT INTO journal (job, first_record, last_record, epoch, records)
            VALUES (:job, :first, :last, :epoch, :records)
            ON CONFLICT (job, first_record) DO UPDATE SET
              last_record = excluded.last_record, epoch = excluded.epoch, records = excluded.records""";
    private static final String REPLACE = "DELETE FROM journal WHERE job = :job AND last_record <= :last";
    private static final String FORGET = "DELETE FROM journal WHERE job = :job";
    private static final String FORGET_PARTS = "DELETE FROM journal_parts WHERE job = :job";
    private static final String PUT_PART = """
            INSERT INTO journal_parts (job, sha256, part, bytes) VALUES (:job, :sha256, :part, :bytes)
            ON CONFLICT (job, sha256, part) DO UPDATE SET bytes = excluded.bytes""";
    private static final String PART =
            "SELECT bytes FROM journal_parts WHERE job = :job AND sha256 = :sha256 AND part = :part";
    private static final String LIST = "SELECT * FROM journal WHERE job = :job ORDER BY first_record";

    private JournalTable() {}

    static void write(Handle handle, JournalBatch batch) {
        for (JournalEntry snapshot : batch.snapshot()) {
            handle.createUpdate(REPLACE)
                    .bind("job", batch.job().value())
                    .bind("last", snapshot.last())
                    .execute();
            put(handle, batch.job(), snapshot);
        }
        batch.entries().forEach(entry -> put(handle, batch.job(), entry));
    }

    private static void put(Handle handle, JobId job, JournalEntry entry) {
        handle.createUpdate(PUT)
                .bind("job", job.value())
                .bind("first", entry.first())
                .bind("last", entry.last())
                .bind("epoch", entry.epoch())
                .bind("records", entry.records())
                .execute();
    }

    static void forget(Handle handle, JobId job) {
        handle.createUpdate(FORGET).bind("job", job.value()).execute();
        handle.createUpdate(FORGET_PARTS).bind("job", job.value()).execute();
    }

    static void putPart(Handle handle, JobId job, String sha256, int part, byte[] bytes) {
        handle.createUpdate(PUT_PART)
                .bind("job", job.value())
                .bind("sha256", sha256)
                .bind("part", part)
                .bind("bytes", bytes)
                .execute();
    }

    static Optional<byte[]> part(Handle handle, JobId job, String sha256, int part) {
        return handle.createQuery(PART)
                .bind("job", job.value())
                .bind("sha256", sha256)
                .bind("part", part)
                .map(Rows.as(row -> row.getBytes("bytes")))
                .findOne();
    }

    static List<JournalEntry> list(Handle handle, JobId job) {
        return handle.createQuery(LIST)
                .bind("job", job.value())
                .map(Rows.as(JournalTable::read))
                .list();
    }

    private static JournalEntry read(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("first_record"), row.getLong("last_record"), row.getLong("epoch"), row.getBytes("records"));
    }
}
