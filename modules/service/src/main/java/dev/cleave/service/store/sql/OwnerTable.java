package dev.cleave.service.store.sql;

import dev.cleave.service.store.OwnerRow;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What owners are entitled to. */
final class OwnerTable {

    private static final String PUT = """
            INSERT INTO owners (name, weight, max_running, max_queued, max_cores)
            VALUES (:name, :weight, :maxRunning, :maxQueued, :maxCores)
            ON CONFLICT (name) DO UPDATE SET weight = excluded.weight, max_running = excluded.max_running,
              max_queued = excluded.max_queued, max_cores = excluded.max_cores""";
    private static final String LIST = "SELECT * FROM owners ORDER BY name";

    private OwnerTable() {}

    static void put(Handle handle, OwnerRow owner) {
        handle.createUpdate(PUT)
                .bind("name", owner.name())
                .bind("weight", owner.weight())
                .bind("maxRunning", owner.maxRunning())
                .bind("maxQueued", owner.maxQueued())
                .bind("maxCores", owner.maxCores())
                .execute();
    }

    static List<OwnerRow> list(Handle handle) {
        return handle.createQuery(LIST)
                .map(Rows.as(row -> new OwnerRow(
                        row.getString("name"),
                        row.getInt("weight"),
                        row.getInt("max_running"),
                        row.getInt("max_queued"),
                        row.getInt("max_cores"))))
                .list();
    }
}
