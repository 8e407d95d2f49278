package dev.cleave.service.store.sql;

import dev.cleave.core.pipeline.run.TaskValue;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What work has left, by the work's name. */
final class ValueTable {

    private static final String PUT = """
            INSERT INTO pipeline_values (work_key, result, result_length, files, kept_at)
            VALUES (:key, :result, :resultLength, :files, :at)
            ON CONFLICT (work_key) DO UPDATE SET result = excluded.result, result_length = excluded.result_length,
              files = excluded.files, kept_at = excluded.kept_at""";
    private static final String FIND = "SELECT * FROM pipeline_values WHERE work_key = :key";

    private ValueTable() {}

    static void put(Handle handle, Map<String, TaskValue> values, long at) {
        values.forEach((key, value) -> {
            try (var put = handle.createUpdate(PUT)) {
                InstanceTable.bind(put, value);
                put.bind("key", key).bind("at", at).execute();
            }
        });
    }

    static Optional<TaskValue> find(Handle handle, String key) {
        return handle.createQuery(FIND)
                .bind("key", key)
                .map(Rows.as(InstanceTable::readValue))
                .findOne();
    }
}
