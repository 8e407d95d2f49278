package dev.cleave.service.store.sql;

import dev.cleave.service.store.AuditCheck;
import dev.cleave.service.store.AuditEntry;
import dev.cleave.service.store.AuditRow;
import dev.cleave.service.store.AuditTrail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who did what, as a chain. */
final class AuditTable implements AuditTrail {

    private static final String END = "SELECT number, sha256 FROM audit_end WHERE one = 1";
    private static final String MOVE_END = "UPDATE audit_end SET number = :number, sha256 = :sha256 WHERE one = 1";
    private static final String INSERT = """
            INSERT INTO audit (number, at, actor, action, subject, origin, decision, sha256)
            VALUES (:number, :at, :actor, :action, :subject, :origin, :decision, :sha256)""";
    private static final String LIST = "SELECT * FROM audit WHERE number > :after ORDER BY number LIMIT :limit";

    private static final int CHECKED_AT_A_TIME = 1_000;

    private final Reading reading;
    private final WriteQueue writes;
    private final Dialect dialect;

    AuditTable(Reading reading, WriteQueue writes, Dialect dialect) {
        this.reading = reading;
        this.writes = writes;
        this.dialect = dialect;
    }

    @Override
    public AuditRow record(AuditEntry entry) {
        return writes.write(Change.Need.REPLACEMENT, handle -> append(handle, entry));
    }

    private AuditRow append(Handle handle, AuditEntry entry) {
        Link last = handle.createQuery(END + dialect.exclusive())
                .map(Rows.as(AuditTable::readLink))
                .one();
        long number = last.number() + 1;
        String sha256 = AuditHash.of(last.sha256(), number, entry);
        handle.createUpdate(INSERT)
                .bind("number", number)
                .bind("at", entry.at())
                .bind("actor", entry.actor())
                .bind("action", entry.action())
                .bind("subject", entry.subject())
                .bind("origin", entry.origin())
                .bind("decision", entry.decision())
                .bind("sha256", sha256)
                .execute();
        handle.createUpdate(MOVE_END)
                .bind("number", number)
                .bind("sha256", sha256)
                .execute();
        return new AuditRow(number, entry, sha256);
    }

    @Override
    public List<AuditRow> list(long afterNumber, int limit) {
        return reading.from(handle -> handle.createQuery(LIST)
                .bind("after", afterNumber)
                .bind("limit", Math.max(0, limit))
                .map(Rows.as(AuditTable::read))
                .list());
    }

    @Override
    public AuditCheck verify() {
        // Read before the rows: those that come later are checked too, and do not look like rows too many.
        Link end = reading.from(handle ->
                handle.createQuery(END).map(Rows.as(AuditTable::readLink)).one());
        Link last = new Link(0, "");
        while (true) {
            List<AuditRow> rows = list(last.number(), CHECKED_AT_A_TIME);
            for (AuditRow row : rows) {
                long expected = last.number() + 1;
                if (row.number() != expected) {
                    return new AuditCheck(last.number(), expected, "is missing: row " + row.number() + " follows");
                }
                if (!AuditHash.of(last.sha256(), expected, row.entry()).equals(row.sha256())) {
                    return new AuditCheck(last.number(), expected, "does not match its digest");
                }
                last = new Link(expected, row.sha256());
                if (expected == end.number() && !row.sha256().equals(end.sha256())) {
                    return new AuditCheck(expected - 1, expected, "is not what was written last");
                }
            }
            if (rows.isEmpty()) {
                return last.number() < end.number()
                        ? new AuditCheck(last.number(), last.number() + 1, "is missing at the end")
                        : new AuditCheck(last.number(), 0, "");
            }
        }
    }

    private static AuditRow read(ResultSet row) throws SQLException {
        AuditEntry entry = new AuditEntry(
                row.getLong("at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("origin"),
                row.getString("decision"));
        return new AuditRow(row.getLong("number"), entry, row.getString("sha256"));
    }

    private static Link readLink(ResultSet row) throws SQLException {
        return new Link(row.getLong("number"), row.getString("sha256"));
    }

    private record Link(long number, String sha256) {}
}
