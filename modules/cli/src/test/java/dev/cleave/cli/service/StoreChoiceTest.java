package dev.cleave.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.config.Configuration;
import dev.cleave.service.node.ServiceSettings.SharedStore;
import dev.cleave.service.store.sql.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class StoreChoiceTest {

    private static final String URL = "jdbc:postgresql://db.example:5432/cleave";

    private static Configuration set(Map<String, String> variables) {
        Given nothing = new Given(new CommandLine(CommandSpec.create()).parseArgs());
        return Configuration.of(nothing, new Surroundings(variables, Path.of("/no/home")));
    }

    private static Optional<SharedStore> choice(Map<String, String> variables) {
        return StoreChoice.of(set(variables), new Surroundings(variables, Path.of("/no/home")));
    }

    @Test
    void withoutAUrlTheStoreIsTheNodesOwn() {
        assertThat(choice(Map.of("PGUSER", "ann"))).isEmpty();
        assertThatThrownBy(() -> choice(Map.of("CLEAVE_NODE_STORE_USER", "ann")))
                .hasMessageStartingWith("CLEAVE_NODE_STORE_USER: has no meaning without store.url");
    }

    @Test
    void userAndPasswordAreThoseThatAreSet(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        SharedStore store = choice(Map.of(
                        "CLEAVE_NODE_STORE_URL", URL,
                        "CLEAVE_NODE_STORE_USER", "cleave",
                        "CLEAVE_NODE_STORE_PASSWORD_FILE", password.toString(),
                        "CLEAVE_NODE_STORE_READERS", "3",
                        "CLEAVE_NODE_STORE_LEASE", "9s",
                        "PGUSER", "ann",
                        "PGPASSWORD", "other"))
                .orElseThrow();
        assertThat(store)
                .isEqualTo(new SharedStore(new PostgresSettings(URL, "cleave", "s3cret", 3), Duration.ofSeconds(9)));
    }

    @Test
    void elseThoseOfTheUrlOrOfPostgresItself() {
        Map<String, String> postgres = Map.of("CLEAVE_NODE_STORE_URL", URL, "PGUSER", "ann", "PGPASSWORD", "pass");
        assertThat(choice(postgres).orElseThrow().database()).isEqualTo(new PostgresSettings(URL, "ann", "pass", 8));
        String all = URL + "?user=bob&password=x";
        assertThat(choice(Map.of("CLEAVE_NODE_STORE_URL", all, "PGUSER", "ann", "PGPASSWORD", "pass"))
                        .orElseThrow()
                        .database())
                .isEqualTo(new PostgresSettings(all, "", "", 8));
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(set(Map.of("CLEAVE_NODE_STORE_URL", URL + "?user=bob&password=s3cret"))
                        .lines())
                .anyMatch(line -> line.startsWith("store.url = \"" + URL + "?user=bob&password=...\""))
                .noneMatch(line -> line.contains("s3cret"));
        assertThatThrownBy(() -> set(Map.of("CLEAVE_NODE_STORE_URL", "jdbc:postgresql://bob:s3cret@db/x")))
                .hasMessageContaining("CLEAVE_NODE_STORE_URL: jdbc:postgresql://...@db/x (expected: ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aLeaseThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> choice(Map.of("CLEAVE_NODE_STORE_URL", URL, "CLEAVE_NODE_STORE_LEASE", "1s")))
                .hasMessage("CLEAVE_NODE_STORE_LEASE: PT1S (expected: more than 1s)");
    }
}
