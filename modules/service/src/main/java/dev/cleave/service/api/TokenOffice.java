package dev.cleave.service.api;

import com.google.protobuf.Timestamp;
import dev.cleave.service.access.FirstToken;
import dev.cleave.service.access.Role;
import dev.cleave.service.access.TokenEntry;
import dev.cleave.service.access.TokenSecret;
import dev.cleave.service.access.TokenSource;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.CreateTokenRequest;
import dev.cleave.wire.proto.jobs.v1.CreatedToken;
import dev.cleave.wire.proto.jobs.v1.ListTokensResponse;
import dev.cleave.wire.proto.jobs.v1.Token;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes tokens. */
final class TokenOffice {
    private final TokenSource tokens;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Consumer<String> revoked;

    /**
     * An office.
     *
     * @param revoked told of every token that is good no more
     */
    TokenOffice(TokenSource tokens, SecureRandom random, InstantSource clock, Consumer<String> revoked) {
        this.revoked = revoked;
        this.tokens = tokens;
        this.random = random;
        this.clock = clock;
    }

    CompletionStage<CreatedToken> create(CreateTokenRequest request) {
        TokenSecret secret = TokenSecret.create(random);
        Instant now = clock.instant();
        Instant expiresAt = request.hasExpiresIn()
                ? now.plusSeconds(request.getExpiresIn().getSeconds())
                        .plusNanos(request.getExpiresIn().getNanos())
                : null;
        TokenEntry entry = new TokenEntry(
                FirstToken.newId(random),
                secret.hash(),
                request.getOwner(),
                Role.valueOf(request.getRole().name()),
                request.getMayUpload(),
                now,
                expiresAt,
                null);
        return tokens.create(entry)
                .thenApply(done -> CreatedToken.newBuilder()
                        .setToken(shown(entry))
                        .setSecret(secret.reveal())
                        .build());
    }

    CompletionStage<ListTokensResponse> list() {
        return tokens.list()
                .thenApply(all -> ListTokensResponse.newBuilder()
                        .addAllTokens(all.stream().map(TokenOffice::shown).toList())
                        .build());
    }

    CompletionStage<Token> revoke(String id) {
        return tokens.revoke(id, clock.instant()).thenApply(token -> {
            token.ifPresent(found -> revoked.accept(found.id()));
            return token.map(TokenOffice::shown).orElseThrow(() -> Refusal.notFound("token", id));
        });
    }

    private static Token shown(TokenEntry entry) {
        Token.Builder token = Token.newBuilder()
                .setId(entry.id())
                .setOwner(entry.owner())
                .setRole(dev.cleave.wire.proto.jobs.v1.Role.valueOf(entry.role().name()))
                .setMayUpload(entry.mayUpload())
                .setCreatedAt(timestamp(entry.createdAt()));
        timestampIfAny(entry.expiresAt(), token::setExpiresAt);
        timestampIfAny(entry.revokedAt(), token::setRevokedAt);
        return token.build();
    }

    private static void timestampIfAny(@Nullable Instant at, Consumer<Timestamp> setter) {
        if (at != null) {
            setter.accept(timestamp(at));
        }
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
