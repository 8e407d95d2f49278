package dev.cleave.service.store.sql;

import dev.cleave.service.store.Retention;
import org.jdbi.v3.core.Handle;

/**
 * The ended jobs that are not remembered any longer: those that ended up to some moment, and of that moment those with an
 * id up to some id.
 */
record Pruning(long endedAt, String id) {

    private static final String AFTER_KEPT = """
            SELECT ended_at, id FROM jobs WHERE ended_at > 0 ORDER BY ended_at DESC, id DESC LIMIT 1 OFFSET :kept""";
    /** What refers to a job goes with it. */
    private static final String FORGET = """
            DELETE FROM jobs WHERE id IN (
              SELECT id FROM jobs WHERE ended_at > 0 AND (ended_at, id) <= (:endedAt, :id)
              ORDER BY ended_at, id LIMIT :some)""";

    private static final int AT_A_TIME = 100;
    private static final Pruning NOTHING = new Pruning(0, "");
    /** After every id. */
    private static final String LAST_ID = "~";

    static Pruning of(Handle handle, Retention retention, long now) {
        Pruning byAge =
                retention.maxAgeMillis() == 0 ? NOTHING : new Pruning(now - retention.maxAgeMillis() - 1, LAST_ID);
        Pruning byCount = retention.maxJobs() == 0
                ? NOTHING
                : handle.createQuery(AFTER_KEPT)
                        .bind("kept", retention.maxJobs())
                        .map(Rows.as(row -> new Pruning(row.getLong("ended_at"), row.getString("id"))))
                        .findOne()
                        .orElse(NOTHING);
        return byAge.endedAt() >= byCount.endedAt() ? byAge : byCount;
    }

    /** Forgets some of them, and returns how many; 0 when all are forgotten. */
    int forgetSome(Handle handle) {
        return handle.createUpdate(FORGET)
                .bind("endedAt", endedAt)
                .bind("id", id)
                .bind("some", AT_A_TIME)
                .execute();
    }
}
