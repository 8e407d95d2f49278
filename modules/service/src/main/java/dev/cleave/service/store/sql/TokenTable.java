package dev.cleave.service.store.sql;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.TokenRow;
import dev.cleave.service.store.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who may use the service. */
final class TokenTable implements Tokens {

    private static final String INSERT = """
            INSERT INTO tokens (id, secret_sha256, role, permissions, owner, created_at, expires_at, revoked_at)
            VALUES (:id, :secretSha256, :role, :permissions, :owner, :createdAt, :expiresAt, :revokedAt)
            ON CONFLICT DO NOTHING""";
    private static final String BY_SECRET = "SELECT * FROM tokens WHERE secret_sha256 = :secretSha256";
    private static final String LIST = "SELECT * FROM tokens WHERE id > :after ORDER BY id LIMIT :limit";
    private static final String REVOKE = """
            UPDATE tokens SET revoked_at = CASE WHEN revoked_at = 0 THEN :at ELSE revoked_at END WHERE id = :id""";

    private final Reading reading;
    private final WriteQueue writes;

    TokenTable(Reading reading, WriteQueue writes) {
        this.reading = reading;
        this.writes = writes;
    }

    @Override
    public void create(TokenRow token) {
        writes.write(Change.Need.GROWTH, handle -> {
            insert(handle, token);
            return true;
        });
    }

    private static void insert(Handle handle, TokenRow token) {
        int inserted = handle.createUpdate(INSERT)
                .bind("id", token.id())
                .bind("secretSha256", token.secretSha256())
                .bind("role", token.role())
                .bind(
                        "permissions",
                        FormText.ofList(token.permissions().stream().sorted().toList()))
                .bind("owner", token.owner())
                .bind("createdAt", token.createdAt())
                .bind("expiresAt", token.expiresAt())
                .bind("revokedAt", token.revokedAt())
                .execute();
        if (inserted == 0) {
            throw new StoreException(
                    StoreCode.ID_TAKEN, "token " + token.id() + " (expected: an id and a secret that no token has)");
        }
    }

    @Override
    public Optional<TokenRow> bySecret(String secretSha256) {
        return reading.from(handle -> handle.createQuery(BY_SECRET)
                .bind("secretSha256", secretSha256)
                .map(Rows.as(TokenTable::read))
                .findOne());
    }

    @Override
    public List<TokenRow> list(String afterId, int limit) {
        return reading.from(handle -> handle.createQuery(LIST)
                .bind("after", afterId)
                .bind("limit", Math.max(0, limit))
                .map(Rows.as(TokenTable::read))
                .list());
    }

    @Override
    public boolean revoke(String id, long at) {
        return writes.write(
                Change.Need.REPLACEMENT,
                handle -> handle.createUpdate(REVOKE)
                                .bind("id", id)
                                .bind("at", at)
                                .execute()
                        == 1);
    }

    private static TokenRow read(ResultSet row) throws SQLException {
        return new TokenRow(
                row.getString("id"),
                row.getString("secret_sha256"),
                row.getString("role"),
                Set.copyOf(FormText.list(row.getString("permissions"))),
                row.getString("owner"),
                row.getLong("created_at"),
                row.getLong("expires_at"),
                row.getLong("revoked_at"));
    }
}
