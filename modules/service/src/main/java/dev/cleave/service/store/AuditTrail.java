package dev.cleave.service.store;

import java.util.List;

/**
 * Who did what; rows are added and never changed, and each carries a digest over the one before, so that a changed, a
 * removed or an inserted row shows.
 *
 * <p>Whoever can write the database can of course write a whole new chain: keep the last digest elsewhere to notice that.
 * Thread-safe; every node may write here, whichever has the controller.
 */
public interface AuditTrail {

    /** Adds an entry, and answers when it is on the disk. */
    AuditRow record(AuditEntry entry);

    /** Rows after a number (0 for the first), at most so many. */
    List<AuditRow> list(long afterNumber, int limit);

    /** Looks at every row. */
    AuditCheck verify();
}
