package dev.cleave.service.store.sql;

import dev.cleave.service.store.BlobRow;
import dev.cleave.service.store.Blobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which blobs are kept. */
final class BlobTable implements Blobs {

    private static final String PUT = """
            INSERT INTO blobs (sha256, size, last_used_at) VALUES (:sha256, :size, :lastUsedAt)
            ON CONFLICT (sha256) DO UPDATE SET last_used_at = CASE
              WHEN excluded.last_used_at > blobs.last_used_at THEN excluded.last_used_at ELSE blobs.last_used_at END""";
    private static final String REMOVE =
            "DELETE FROM blobs WHERE sha256 = :sha256 AND last_used_at <= :unlessUsedAfter";
    private static final String REMOVE_PARTS = "DELETE FROM blob_parts WHERE sha256 = :sha256";
    private static final String PUT_PART = """
            INSERT INTO blob_parts (sha256, part, bytes) VALUES (:sha256, :part, :bytes)
            ON CONFLICT (sha256, part) DO UPDATE SET bytes = excluded.bytes""";
    private static final String PART = "SELECT bytes FROM blob_parts WHERE sha256 = :sha256 AND part = :part";
    private static final String FIND = "SELECT * FROM blobs WHERE sha256 = :sha256";
    private static final String LIST = "SELECT * FROM blobs ORDER BY last_used_at, sha256 LIMIT :limit";
    private static final String TOTAL = "SELECT COALESCE(SUM(size), 0) FROM blobs";

    private final Reading reading;

    BlobTable(Reading reading) {
        this.reading = reading;
    }

    static boolean put(Handle handle, BlobRow blob) {
        handle.createUpdate(PUT)
                .bind("sha256", blob.sha256())
                .bind("size", blob.size())
                .bind("lastUsedAt", blob.lastUsedAt())
                .execute();
        return true;
    }

    static boolean remove(Handle handle, String sha256, long unlessUsedAfter) {
        boolean removed = handle.createUpdate(REMOVE)
                        .bind("sha256", sha256)
                        .bind("unlessUsedAfter", unlessUsedAfter)
                        .execute()
                == 1;
        if (removed) {
            handle.createUpdate(REMOVE_PARTS).bind("sha256", sha256).execute();
        }
        return removed;
    }

    static boolean putPart(Handle handle, String sha256, int part, byte[] bytes) {
        handle.createUpdate(PUT_PART)
                .bind("sha256", sha256)
                .bind("part", part)
                .bind("bytes", bytes)
                .execute();
        return true;
    }

    @Override
    public Optional<byte[]> part(String sha256, int part) {
        return reading.from(handle -> handle.createQuery(PART)
                .bind("sha256", sha256)
                .bind("part", part)
                .map(Rows.as(row -> row.getBytes("bytes")))
                .findOne());
    }

    @Override
    public Optional<BlobRow> find(String sha256) {
        return reading.from(handle -> handle.createQuery(FIND)
                .bind("sha256", sha256)
                .map(Rows.as(BlobTable::read))
                .findOne());
    }

    @Override
    public List<BlobRow> leastRecentlyUsed(int limit) {
        return reading.from(handle -> handle.createQuery(LIST)
                .bind("limit", Math.max(0, limit))
                .map(Rows.as(BlobTable::read))
                .list());
    }

    @Override
    public long totalSize() {
        return reading.from(
                handle -> handle.createQuery(TOTAL).mapTo(Long.class).one());
    }

    private static BlobRow read(ResultSet row) throws SQLException {
        return new BlobRow(row.getString("sha256"), row.getLong("size"), row.getLong("last_used_at"));
    }
}
