package dev.cleave.service.store.sql;

import java.sql.SQLException;
import java.util.Optional;

/** What the database itself said, underneath what libraries made of it. */
final class SqlCause {

    private static final int DEEPEST = 20;

    private SqlCause() {}

    static Optional<SQLException> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
