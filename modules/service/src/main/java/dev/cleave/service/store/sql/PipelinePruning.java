package dev.cleave.service.store.sql;

import dev.cleave.service.store.Retention;
import org.jdbi.v3.core.Handle;

/** Forgets ended runs, and what work has left, that are not remembered any longer: by age, and by number. */
final class PipelinePruning {

    private static final int AT_A_TIME = 100;
    private static final String OLD_RUNS = """
            DELETE FROM pipeline_runs WHERE id IN (
              SELECT id FROM pipeline_runs WHERE ended_at > 0 AND ended_at < :before ORDER BY ended_at, id LIMIT :some)""";
    private static final String MANY_RUNS = """
            DELETE FROM pipeline_runs WHERE id IN (
              SELECT id FROM pipeline_runs WHERE ended_at > 0 ORDER BY ended_at DESC, id DESC LIMIT :some OFFSET :kept)""";
    private static final String OLD_VALUES = """
            DELETE FROM pipeline_values WHERE work_key IN (
              SELECT work_key FROM pipeline_values WHERE kept_at < :before ORDER BY kept_at, work_key LIMIT :some)""";
    private static final String MANY_VALUES = """
            DELETE FROM pipeline_values WHERE work_key IN (
              SELECT work_key FROM pipeline_values ORDER BY kept_at DESC, work_key DESC LIMIT :some OFFSET :kept)""";

    private PipelinePruning() {}

    /** Forgets some of them, and returns how many; 0 when all are forgotten. */
    static int forgetSome(Handle handle, Retention retention, long now) {
        int forgotten = 0;
        if (retention.maxAgeMillis() > 0) {
            long before = now - retention.maxAgeMillis();
            forgotten += forget(handle, OLD_RUNS, "before", before) + forget(handle, OLD_VALUES, "before", before);
        }
        if (retention.maxJobs() > 0) {
            long kept = retention.maxJobs();
            forgotten += forget(handle, MANY_RUNS, "kept", kept) + forget(handle, MANY_VALUES, "kept", kept);
        }
        return forgotten;
    }

    private static int forget(Handle handle, String sql, String name, long value) {
        return handle.createUpdate(sql)
                .bind(name, value)
                .bind("some", AT_A_TIME)
                .execute();
    }
}
