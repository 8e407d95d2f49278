package dev.cleave.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final MemoryTokens tokens = new MemoryTokens();

    @TempDir
    Path home;

    @Test
    void theFirstStartWritesAnAdminsTokenThatOnlyItsUserReads() throws IOException {
        Path file = home.resolve("cleave/secrets/token");
        assertThat(FirstToken.ensure(tokens, file, random, NOW)).contains(file);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryContaining(f -> f.equals(file));
        String secret = Files.readString(file).strip();
        Caller caller = new Doorkeeper(tokens)
                .whoIs("Bearer " + secret, "here", NOW)
                .toCompletableFuture()
                .join();
        assertThat(caller.role()).isEqualTo(Role.ADMIN);
        assertThat(caller.may(Permission.UPLOAD)).isTrue();
    }

    @Test
    void laterStartsLeaveItAlone() throws IOException {
        Path file = home.resolve("secrets/token");
        FirstToken.ensure(tokens, file, random, NOW);
        String secret = Files.readString(file);
        assertThat(FirstToken.ensure(tokens, file, random, NOW)).isEmpty();
        assertThat(file).hasContent(secret);
        assertThat(tokens.list().toCompletableFuture().join()).hasSize(1);
    }

    @Test
    void aFolderThatOthersMayEnterIsRefusedAndNoTokenIsMade() throws IOException {
        Path folder = Files.createDirectory(home.resolve("open"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> FirstToken.ensure(tokens, folder.resolve("token"), random, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rwxr-xr-x")
                .hasMessageContaining("expected: rwx------");
        assertThat(folder).isEmptyDirectory();
        assertThat(tokens.list().toCompletableFuture().join()).isEmpty();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
