package dev.cleave.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A right to use a cluster, without its secret.
 *
 * @param id its name in the cluster
 * @param owner whose jobs are submitted with it
 * @param role what its holder may do
 * @param mayUpload whether its holder may bring code
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself; empty for never
 * @param revokedAt when it was revoked; empty if it was not
 */
public record Token(
        String id,
        String owner,
        Role role,
        boolean mayUpload,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {}
