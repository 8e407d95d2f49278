package dev.cleave.service.store.sql;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Nodes that are to take no more work. */
final class DrainTable {

    private static final String PUT = """
            INSERT INTO drained_nodes (node, drained_at) VALUES (:node, :at) ON CONFLICT (node) DO NOTHING""";
    private static final String FORGET = "DELETE FROM drained_nodes WHERE drained_at < :before";
    private static final String LIST = "SELECT node FROM drained_nodes ORDER BY drained_at, node";

    /** No process of a node that drains lives as long. */
    private static final long KEPT_MILLIS = Duration.ofDays(365).toMillis();

    private DrainTable() {}

    static void put(Handle handle, String node, long at) {
        handle.createUpdate(FORGET).bind("before", at - KEPT_MILLIS).execute();
        handle.createUpdate(PUT).bind("node", node).bind("at", at).execute();
    }

    static List<String> list(Handle handle) {
        return handle.createQuery(LIST).mapTo(String.class).list();
    }
}
