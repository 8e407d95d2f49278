package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JobEvent;
import dev.cleave.service.store.Text;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What happened to jobs. */
final class EventTable {

    private static final String LAST = "SELECT COALESCE(MAX(number), 0) FROM events WHERE job = :job";
    private static final String INSERT =
            "INSERT INTO events (job, number, at, kind, text) VALUES (:job, :number, :at, :kind, :text)";
    private static final String LIST = """
            SELECT number, at, kind, text FROM events WHERE job = :job AND number > :after ORDER BY number LIMIT :limit""";

    private EventTable() {}

    /** Adds an event, and returns its number. */
    static long append(Handle handle, JobId job, long at, String kind, String text) {
        long number = 1
                + handle.createQuery(LAST)
                        .bind("job", job.value())
                        .mapTo(Long.class)
                        .one();
        insert(handle, job, number, at, kind, text);
        return number;
    }

    /** Adds the first event of a job that has none. */
    static void insertFirst(Handle handle, JobId job, long at, String kind) {
        insert(handle, job, 1, at, kind, "");
    }

    private static void insert(Handle handle, JobId job, long number, long at, String kind, String text) {
        handle.createUpdate(INSERT)
                .bind("job", job.value())
                .bind("number", number)
                .bind("at", at)
                .bind("kind", Text.storable(kind))
                .bind("text", Text.storable(text))
                .execute();
    }

    static List<JobEvent> list(Handle handle, JobId job, long after, int limit) {
        return handle.createQuery(LIST)
                .bind("job", job.value())
                .bind("after", after)
                .bind("limit", Math.max(0, limit))
                .map(Rows.as(row -> new JobEvent(
                        job, row.getLong("number"), row.getLong("at"), row.getString("kind"), row.getString("text"))))
                .list();
    }
}
