package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL's ways. Codes: PostgreSQL documentation, appendix A. */
final class PostgresDialect implements Dialect {

    private final String where;

    /**
     * The ways of one database.
     *
     * @param where it is, for people, without a password
     */
    PostgresDialect(String where) {
        this.where = where;
    }

    @Override
    public Map<String, String> types() {
        return Map.of("id", "TEXT COLLATE \"C\"", "bytes", "BYTEA", "clustered", "");
    }

    @Override
    public String shared() {
        return " FOR SHARE";
    }

    @Override
    public String exclusive() {
        return " FOR UPDATE";
    }

    @Override
    public StoreException translate(RuntimeException failure) {
        if (failure instanceof StoreException known) {
            return known;
        }
        Optional<SQLException> cause = SqlCause.of(failure);
        StoreCode code = cause.map(PostgresDialect::code).orElse(StoreCode.STORE_FAILED);
        String said =
                where + ": " + cause.<Throwable>map(sql -> sql).orElse(failure).getMessage();
        return new StoreException(
                code,
                switch (code) {
                    case STORE_FULL -> said + " (expected: room on the database's disk)";
                    case STORE_UNREACHABLE ->
                        said + " (expected: a database that answers; whether the last write was kept"
                                + " is not known, and it may be made again)";
                    case STORE_CORRUPT -> said + " (expected: a sound database; restore its last copy)";
                    default -> said;
                },
                failure);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isUndone(StoreException failedCommit) {
        return failedCommit.code() != StoreCode.STORE_UNREACHABLE;
    }

    private static StoreCode code(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P")) {
            return StoreCode.STORE_UNREACHABLE;
        }
        return switch (state) {
            case "25P03" ->
                StoreCode.STORE_UNREACHABLE; // This process was too slow within a transaction, and was cut off.
            case "53100" -> StoreCode.STORE_FULL;
            case "XX001", "XX002" -> StoreCode.STORE_CORRUPT;
            default -> StoreCode.STORE_FAILED;
        };
    }
}
