package dev.cleave.service.store.sql;

import dev.cleave.core.pipeline.run.InstanceId;
import dev.cleave.core.pipeline.run.InstanceRecord;
import dev.cleave.core.pipeline.run.InstanceState;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.service.store.InstanceRow;
import dev.cleave.service.store.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What is known of each instance of each task of a run. */
final class InstanceTable {

    private static final String PUT = """
            INSERT INTO pipeline_instances (run, task, number, item, state, round, attempt, first_attempt, work_key,
              result, result_length, files, known, failure_code, message, skipped_by, retry_at, timed_out, started_at,
              ended_at, nanos, job)
            VALUES (:run, :task, :number, :item, :state, :round, :attempt, :firstAttempt, :workKey,
              :result, :resultLength, :files, :known, :failureCode, :message, :skippedBy, :retryAt, :timedOut, :startedAt,
              :endedAt, :nanos, '')
            ON CONFLICT (run, task, number) DO UPDATE SET item = excluded.item, state = excluded.state,
              round = excluded.round, attempt = excluded.attempt, first_attempt = excluded.first_attempt,
              work_key = excluded.work_key, result = excluded.result, result_length = excluded.result_length,
              files = excluded.files, known = excluded.known, failure_code = excluded.failure_code,
              message = excluded.message, skipped_by = excluded.skipped_by, retry_at = excluded.retry_at,
              timed_out = excluded.timed_out, started_at = excluded.started_at, ended_at = excluded.ended_at,
              nanos = excluded.nanos""";
    private static final String PUT_JOB =
            "UPDATE pipeline_instances SET job = :job WHERE run = :run AND task = :task AND number = :number";
    private static final String FORGET =
            "DELETE FROM pipeline_instances WHERE run = :run AND task = :task AND number = :number";
    private static final String LIST = "SELECT * FROM pipeline_instances WHERE run = :run ORDER BY task, number";

    private InstanceTable() {}

    static void put(Handle handle, String run, List<InstanceRecord> records) {
        each(handle, PUT, records, (batch, record) -> {
            bind(batch, run, record.id());
            bind(batch, record.value());
            batch.bind("item", Text.storable(record.item()))
                    .bind("state", record.state().name())
                    .bind("round", record.round())
                    .bind("attempt", record.attempt())
                    .bind("firstAttempt", record.firstAttempt())
                    .bind("workKey", record.key())
                    .bind("known", record.isKnown() ? 1 : 0)
                    .bind("failureCode", Text.storable(record.failureCode()))
                    .bind("message", Text.storable(record.message()))
                    .bind("skippedBy", record.skippedBy())
                    .bind("retryAt", record.retryAt())
                    .bind("timedOut", record.isTimedOut() ? 1 : 0)
                    .bind("startedAt", record.startedAt())
                    .bind("endedAt", record.endedAt())
                    .bind("nanos", record.nanos());
        });
    }

    static void putJobs(Handle handle, String run, Map<InstanceId, String> jobs) {
        each(handle, PUT_JOB, List.copyOf(jobs.entrySet()), (batch, entry) -> {
            bind(batch, run, entry.getKey());
            batch.bind("job", entry.getValue());
        });
    }

    static void forget(Handle handle, String run, List<InstanceId> instances) {
        each(handle, FORGET, instances, (batch, id) -> bind(batch, run, id));
    }

    private static <T> void each(Handle handle, String sql, List<T> values, BiConsumer<PreparedBatch, T> bind) {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (T value : values) {
                bind.accept(batch, value);
                batch.add();
            }
            batch.execute();
        }
    }

    private static void bind(PreparedBatch batch, String run, InstanceId id) {
        batch.bind("run", run).bind("task", id.task()).bind("number", id.index());
    }

    /** The columns of a value. */
    static void bind(org.jdbi.v3.core.statement.SqlStatement<?> statement, TaskValue value) {
        statement.bind("result", Text.storable(value.result()));
        statement.bind("resultLength", value.length());
        statement.bind("files", FormText.ofMap(value.files()));
    }

    static TaskValue readValue(ResultSet row) throws SQLException {
        return new TaskValue(
                row.getString("result"), row.getLong("result_length"), FormText.map(row.getString("files")));
    }

    static List<InstanceRow> list(Handle handle, String run) {
        return handle.createQuery(LIST)
                .bind("run", run)
                .map(Rows.as(InstanceTable::read))
                .list();
    }

    private static InstanceRow read(ResultSet row) throws SQLException {
        InstanceRecord record = new InstanceRecord(
                new InstanceId(row.getString("task"), row.getInt("number")),
                row.getString("item"),
                InstanceState.valueOf(row.getString("state")),
                row.getInt("round"),
                row.getInt("attempt"),
                row.getInt("first_attempt"),
                row.getString("work_key"),
                readValue(row),
                row.getInt("known") != 0,
                row.getString("failure_code"),
                row.getString("message"),
                row.getString("skipped_by"),
                row.getLong("retry_at"),
                row.getInt("timed_out") != 0,
                row.getLong("started_at"),
                row.getLong("ended_at"),
                row.getLong("nanos"));
        return new InstanceRow(record, row.getString("job"));
    }
}
