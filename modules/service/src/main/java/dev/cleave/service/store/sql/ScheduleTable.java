package dev.cleave.service.store.sql;

import dev.cleave.service.store.PipelineSchedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Pipelines that begin by themselves. */
final class ScheduleTable {

    private static final String PUT = """
            INSERT INTO pipeline_schedules (owner, name, cron, text, files, arguments, created_at, last_at)
            VALUES (:owner, :name, :cron, :text, :files, :arguments, :createdAt, :lastAt)
            ON CONFLICT (owner, name) DO UPDATE SET cron = excluded.cron, text = excluded.text, files = excluded.files,
              arguments = excluded.arguments, created_at = excluded.created_at, last_at = excluded.last_at""";
    private static final String SEEN_TO = """
            UPDATE pipeline_schedules SET last_at = :at WHERE owner = :owner AND name = :name""";
    private static final String REMOVE = "DELETE FROM pipeline_schedules WHERE owner = :owner AND name = :name";
    private static final String LIST = "SELECT * FROM pipeline_schedules ORDER BY owner, name";

    private ScheduleTable() {}

    static void put(Handle handle, PipelineSchedule schedule) {
        RunTable.bind(handle.createUpdate(PUT), schedule.pipeline())
                .bind("owner", schedule.owner())
                .bind("name", schedule.name())
                .bind("cron", schedule.cron())
                .bind("createdAt", schedule.createdAt())
                .bind("lastAt", schedule.lastAt())
                .execute();
    }

    static boolean seenTo(Handle handle, String owner, String name, long at) {
        return handle.createUpdate(SEEN_TO)
                        .bind("owner", owner)
                        .bind("name", name)
                        .bind("at", at)
                        .execute()
                == 1;
    }

    static boolean remove(Handle handle, String owner, String name) {
        return handle.createUpdate(REMOVE)
                        .bind("owner", owner)
                        .bind("name", name)
                        .execute()
                == 1;
    }

    static List<PipelineSchedule> list(Handle handle) {
        return handle.createQuery(LIST).map(Rows.as(ScheduleTable::read)).list();
    }

    private static PipelineSchedule read(ResultSet row) throws SQLException {
        return new PipelineSchedule(
                row.getString("owner"),
                RunTable.readText(row),
                row.getString("cron"),
                row.getLong("created_at"),
                row.getLong("last_at"));
    }
}
