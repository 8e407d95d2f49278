package dev.cleave.service.access;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells from the value of an Authorization header who calls. Safe for use by several threads. */
public final class Doorkeeper {
    private static final String SCHEME = "Bearer ";
    private static final String EXPECTED = "Authorization: Bearer " + TokenSecret.PREFIX + "…";

    private final TokenSource tokens;

    public Doorkeeper(TokenSource tokens) {
        this.tokens = tokens;
    }

    /**
     * Who shows this header; fails with a {@link Refusal} of {@link RefusalCode#UNAUTHENTICATED} if nobody may be let in
     * with it.
     *
     * @param from the address that it came from
     */
    public CompletionStage<Caller> whoIs(@Nullable String header, String from, Instant now) {
        if (header == null) {
            return refused("nothing");
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refused("another scheme");
        }
        Optional<TokenSecret> secret =
                TokenSecret.of(header.substring(SCHEME.length()).strip());
        if (secret.isEmpty()) {
            return refused("a malformed token");
        }
        String hash = secret.get().hash();
        return tokens.find(hash)
                .thenCompose(found -> found.filter(token -> same(token.hash(), hash))
                        .map(token -> admitted(token, from, now))
                        .orElseGet(() -> refused("a token that is not known")));
    }

    private static CompletionStage<Caller> admitted(TokenEntry token, String from, Instant now) {
        if (token.revokedAt() != null) {
            return refused("a token that was revoked");
        }
        if (token.expiresAt() != null && !now.isBefore(token.expiresAt())) {
            return refused("a token that has expired");
        }
        return CompletableFuture.completedFuture(
                new Caller(token.owner(), token.role(), token.mayUpload(), token.id(), from));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static CompletionStage<Caller> refused(String given) {
        return CompletableFuture.failedFuture(
                Refusal.of(RefusalCode.UNAUTHENTICATED, "authorization", given, EXPECTED));
    }
}
