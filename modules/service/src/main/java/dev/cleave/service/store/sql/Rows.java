package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows read as values; one that nobody could have written is damage, and is called that. */
final class Rows {

    private Rows() {}

    /** How one row is read. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> RowMapper<T> as(Reader<T> reader) {
        return (row, context) -> {
            try {
                return reader.read(row);
            } catch (RuntimeException e) {
                throw new StoreException(
                        StoreCode.STORE_CORRUPT,
                        "a row of " + row.getMetaData().getTableName(1) + " that cannot be read: " + e.getMessage()
                                + " (expected: what this program wrote; restore the last copy of the store)",
                        e);
            }
        };
    }
}
