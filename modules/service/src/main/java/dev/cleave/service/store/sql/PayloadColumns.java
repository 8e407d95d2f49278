package dev.cleave.service.store.sql;

import dev.cleave.core.lease.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** A payload in three columns: its bytes, or the name of its blob; and its size, which is -1 where there is none. */
final class PayloadColumns {

    private static final int NONE = -1;

    private PayloadColumns() {}

    static void bind(SqlStatement<?> statement, String name, @Nullable Payload payload) {
        // With types, since a batch takes them from its first row.
        statement.bindByType(
                name + "Bytes", payload instanceof Payload.Inline inline ? inline.bytes() : null, byte[].class);
        statement.bindByType(name + "Blob", payload instanceof Payload.Blob blob ? blob.sha256() : null, String.class);
        statement.bind(name + "Size", payload == null ? NONE : payload.size());
    }

    static @Nullable Payload read(ResultSet row, String name) throws SQLException {
        long size = row.getLong(name + "_size");
        if (size == NONE) {
            return null;
        }
        @Nullable String blob = row.getString(name + "_blob");
        if (blob != null) {
            return new Payload.Blob(blob, size);
        }
        byte @Nullable [] bytes = row.getBytes(name + "_bytes");
        return new Payload.Inline(bytes == null ? new byte[0] : bytes);
    }
}
