package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several clusters in a file, and the environment over it. */
class ProfileTest {

    private static final String TWO = """
            default = here
            here.address = 127.0.0.1:7070
            here.token-file = here.token
            lab.address = a.lab:7070, b.lab:7070
            lab.token = lab-secret
            lab.authority = lab-ca.crt
            """;

    @TempDir
    Path folder;

    private Path file(String name, String text, String mode) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aClusterIsReadByNameOrAsTheDefault() throws Exception {
        Path file = file("clusters", TWO, "rw-------");
        file("here.token", "here-secret\n", "rw-------");
        Profile lab = Profile.read(file, "lab");
        assertThat(lab.addresses()).containsExactly(new Address("a.lab", 7070), new Address("b.lab", 7070));
        assertThat(lab.token()).contains("lab-secret");
        assertThat(lab.authority()).contains(folder.resolve("lab-ca.crt"));
        Profile here = Profile.read(file, "");
        assertThat(here.token()).contains("here-secret");
        assertThat(here.authority()).isEmpty();
    }

    @Test
    void aTokenThatOthersCanReadIsRefused() throws Exception {
        Path open = file("clusters", TWO, "rw-r--r--");
        assertThatThrownBy(() -> Profile.read(open, "lab")).hasMessageContaining("only its owner can read");
        file("here.token", "x", "rw-r-----");
        assertThatThrownBy(() -> Profile.read(open, "here")).hasMessageContaining("GROUP_READ");
    }

    @Test
    void aWrongNameIsRefusedWithTheNearest() throws Exception {
        Path file = file("clusters", TWO, "rw-------");
        assertThatThrownBy(() -> Profile.read(file, "lap"))
                .hasMessageContaining("lap")
                .hasMessageContaining("lab");
        Path wrong = file("wrong", "here.adress = 127.0.0.1:7070\n", "rw-------");
        assertThatThrownBy(() -> Profile.read(wrong, "here")).hasMessageContaining("address");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThatThrownBy(() -> Profile.read(folder.resolve("none"), "")).hasMessageContaining("none");
        Path noDefault = file("a", "here.address = 127.0.0.1:7070\n", "rw-------");
        assertThatThrownBy(() -> Profile.read(noDefault, "")).hasMessageContaining("[here]");
        Path noAddress = file("b", "here.token = x\n", "rw-------");
        assertThatThrownBy(() -> Profile.read(noAddress, "here")).hasMessageContaining("here.address");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws Exception {
        Path file = file("clusters", TWO, "rw-------");
        Path none = folder.resolve("none");
        try (CleaveClient client = ClientBuilder.from(Map.of("CLEAVE_ADDRESS", "127.0.0.1:7071"), none)
                .build()) {
            assertThat(client).isNotNull();
        }
        assertThatThrownBy(() -> ClientBuilder.from(Map.of("CLEAVE_CLUSTER", "lab"), file)
                        .build())
                .hasMessageContaining("lab-ca.crt");
        assertThatThrownBy(() -> ClientBuilder.from(Map.of(), none)).hasMessageContaining("none");
        assertThatThrownBy(
                        () -> ClientBuilder.from(Map.of("CLEAVE_ADDRESS", "127.0.0.1:1", "CLEAVE_TOKEN", "a\nb"), none)
                                .build())
                .hasMessageContaining("token")
                .hasMessageNotContaining("a\nb");
    }
}
