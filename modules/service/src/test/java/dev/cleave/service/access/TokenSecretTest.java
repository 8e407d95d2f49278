package dev.cleave.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenSecretTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void aSecretIsReadBackAndIsTheSame() {
        for (int i = 0; i < 200; i++) {
            TokenSecret secret = TokenSecret.create(random);
            assertThat(secret.reveal()).startsWith("cleave_").hasSize(66);
            assertThat(TokenSecret.of(secret.reveal()).orElseThrow().hash()).isEqualTo(secret.hash());
        }
    }

    @Test
    void secretsDiffer() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(TokenSecret.create(random).reveal());
        }
        assertThat(seen).hasSize(1000);
    }

    @Test
    void aMistypedCharacterIsNoticed() {
        String secret = TokenSecret.create(random).reveal();
        for (int i = 0; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'a' ? 'b' : 'a';
            String mistyped = secret.substring(0, i) + other + secret.substring(i + 1);
            assertThat(TokenSecret.of(mistyped)).as("at %d", i).isEmpty();
        }
        assertThat(TokenSecret.of(secret.substring(1))).isEmpty();
        assertThat(TokenSecret.of(secret + "a")).isEmpty();
        assertThat(TokenSecret.of("")).isEmpty();
    }

    @Test
    void neitherTextNorHashShowsTheSecret() {
        TokenSecret secret = TokenSecret.create(random);
        assertThat(secret.toString()).isEqualTo("cleave_…");
        assertThat(secret.hash()).matches("[0-9a-f]{64}").doesNotContain(secret.reveal());
    }
}
