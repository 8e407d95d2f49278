package dev.cleave.service.store;

import java.util.Set;

/**
 * Somebody's right to use the service. The secret itself is never kept.
 *
 * @param id what it is called by; no secret
 * @param secretSha256 the SHA-256 of the 256-bit secret, as 64 lower-case hexadecimal digits
 * @param role such as {@code submitter}
 * @param permissions what it may do beyond its role
 * @param owner whose jobs it submits
 * @param createdAt when, in milliseconds UTC
 * @param expiresAt from when on it is not taken any more, in milliseconds UTC; 0: never
 * @param revokedAt when it was revoked, in milliseconds UTC; 0: it was not
 */
public record TokenRow(
        String id,
        String secretSha256,
        String role,
        Set<String> permissions,
        String owner,
        long createdAt,
        long expiresAt,
        long revokedAt) {

    /** Checked. */
    public TokenRow {
        Checks.name("token's id", id);
        Checks.sha256("secret's digest", secretSha256);
        Checks.name("role", role);
        Checks.name("owner", owner);
        permissions = Set.copyOf(permissions);
        permissions.forEach(permission -> Checks.name("permission", permission));
        Checks.notNegative("expiry", expiresAt);
    }

    /** Whether it is taken at this time, in milliseconds UTC. */
    public boolean isValidAt(long now) {
        return revokedAt == 0 && (expiresAt == 0 || now < expiresAt);
    }
}
