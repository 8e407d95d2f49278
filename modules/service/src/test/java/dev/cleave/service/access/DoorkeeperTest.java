package dev.cleave.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final MemoryTokens tokens = new MemoryTokens();
    private final Doorkeeper doorkeeper = new Doorkeeper(tokens);

    @Test
    void aTokenSaysWhoCalls() {
        String secret = token(null, null);
        assertThat(who("Bearer " + secret)).isEqualTo(new Caller("ann", Role.SUBMITTER, true, "t1", "127.0.0.1"));
        assertThat(who("bearer " + secret).owner()).isEqualTo("ann");
    }

    @Test
    void nobodyElseIsLetIn() {
        String secret = token(null, null);
        refused(null, "nothing");
        refused("Basic YW5uOmFubg==", "another scheme");
        refused("Bearer", "another scheme");
        refused("Bearer x", "a malformed token");
        refused("Bearer " + secret + "x", "a malformed token");
        refused("Bearer " + TokenSecret.create(random).reveal(), "a token that is not known");
    }

    @Test
    void aTokenEndsWhenItExpiresOrIsRevoked() {
        assertThat(who("Bearer " + token(NOW.plusNanos(1), null)).owner()).isEqualTo("ann");
        refused("Bearer " + token(NOW, null), "a token that has expired");
        refused("Bearer " + token(null, NOW.minusSeconds(1)), "a token that was revoked");
    }

    private String token(@Nullable Instant expires, @Nullable Instant revoked) {
        TokenSecret secret = TokenSecret.create(random);
        tokens.create(new TokenEntry("t1", secret.hash(), "ann", Role.SUBMITTER, true, NOW, expires, revoked));
        return secret.reveal();
    }

    private Caller who(@Nullable String header) {
        return doorkeeper.whoIs(header, "127.0.0.1", NOW).toCompletableFuture().join();
    }

    private void refused(@Nullable String header, String given) {
        assertThatThrownBy(() -> who(header)).cause().isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThat(refusal.error().getGiven()).isEqualTo(given);
        });
    }
}
