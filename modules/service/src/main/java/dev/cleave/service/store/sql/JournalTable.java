package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.service.store.JournalBatch;
import dev.cleave.service.store.JournalEntry;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What coordinators decided about subproblems that crossed nodes. */
final class JournalTable {

    private static final String PUT = """
            INSERT INTO journal (job, path_key, parent_key, path, weight, attempt, problem_digest, problem_bytes,
              problem_blob, problem_size, result_bytes, result_blob, result_size, work_nanos, span_nanos, subproblems)
            VALUES (:job, :key, :parent, :path, :weight, :attempt, :digest, :problemBytes,
              :problemBlob, :problemSize, :resultBytes, :resultBlob, :resultSize, :workNanos, :spanNanos, :subproblems)
            ON CONFLICT (job, path_key) DO UPDATE SET
              parent_key = excluded.parent_key, path = excluded.path, weight = excluded.weight,
              attempt = excluded.attempt, problem_digest = excluded.problem_digest,
              problem_bytes = excluded.problem_bytes, problem_blob = excluded.problem_blob,
              problem_size = excluded.problem_size, result_bytes = excluded.result_bytes,
              result_blob = excluded.result_blob, result_size = excluded.result_size,
              work_nanos = excluded.work_nanos, span_nanos = excluded.span_nanos, subproblems = excluded.subproblems""";
    private static final String SETTLE = "DELETE FROM journal WHERE job = :job AND path_key = :key";
    private static final String FORGET = "DELETE FROM journal WHERE job = :job";
    private static final String LIST = "SELECT * FROM journal WHERE job = :job ORDER BY path_key";

    private JournalTable() {}

    static void write(Handle handle, JournalBatch batch) {
        String job = batch.job().value();
        if (!batch.settled().isEmpty()) {
            try (PreparedBatch settle = handle.prepareBatch(SETTLE)) {
                batch.settled()
                        .forEach(key ->
                                settle.bind("job", job).bind("key", bytes(key)).add());
                settle.execute();
            }
        }
        if (!batch.entries().isEmpty()) {
            try (PreparedBatch put = handle.prepareBatch(PUT)) {
                batch.entries().forEach(entry -> add(put, job, entry));
                put.execute();
            }
        }
    }

    private static void add(PreparedBatch put, String job, JournalEntry entry) {
        PayloadColumns.bind(put, "problem", entry.problem());
        PayloadColumns.bind(put, "result", entry.result());
        @Nullable PathKey parent = entry.parent();
        put.bindByType("parent", parent == null ? null : bytes(parent), byte[].class);
        put.bind("job", job)
                .bind("key", bytes(entry.key()))
                .bind("path", bytes(entry.path()))
                .bind("weight", entry.weight())
                .bind("attempt", entry.attempt())
                .bind("digest", entry.problemDigest())
                .bind("workNanos", entry.measured().workNanos())
                .bind("spanNanos", entry.measured().spanNanos())
                .bind("subproblems", entry.measured().subproblems())
                .add();
    }

    static void forget(Handle handle, JobId job) {
        handle.createUpdate(FORGET).bind("job", job.value()).execute();
    }

    static List<JournalEntry> list(Handle handle, JobId job) {
        return handle.createQuery(LIST)
                .bind("job", job.value())
                .map(Rows.as(JournalTable::read))
                .list();
    }

    private static JournalEntry read(ResultSet row) throws SQLException {
        byte @Nullable [] parent = row.getBytes("parent_key");
        return new JournalEntry(
                key(row.getBytes("path_key")),
                parent == null ? null : key(parent),
                path(row.getBytes("path")),
                row.getLong("weight"),
                row.getInt("attempt"),
                row.getLong("problem_digest"),
                PayloadColumns.read(row, "problem"),
                PayloadColumns.read(row, "result"),
                new Measured(row.getLong("work_nanos"), row.getLong("span_nanos"), row.getLong("subproblems")));
    }

    private static byte[] bytes(PathKey key) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.high())
                .putLong(key.low())
                .array();
    }

    private static PathKey key(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new PathKey(buffer.getLong(), buffer.getLong());
    }

    private static byte[] bytes(Path path) {
        ByteBuffer buffer = ByteBuffer.allocate(path.length() * Integer.BYTES);
        for (int level = 0; level < path.length(); level++) {
            buffer.putInt(path.index(level));
        }
        return buffer.array();
    }

    /** Some databases give back no bytes where none were put. */
    private static Path path(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Path.EMPTY;
        }
        int[] indexes = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(indexes);
        return Path.of(indexes);
    }
}
