package dev.cleave.service.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token.
 *
 * @param id names it in lists and in the audit; says nothing of the secret
 * @param hash {@link TokenSecret#hash()}
 * @param expiresAt from then on it is refused; null for never
 * @param revokedAt since then it is refused; null if it was not
 */
public record TokenEntry(
        String id,
        String hash,
        String owner,
        Role role,
        boolean mayUpload,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    public TokenEntry revoked(Instant at) {
        return revokedAt != null ? this : new TokenEntry(id, hash, owner, role, mayUpload, createdAt, expiresAt, at);
    }
}
