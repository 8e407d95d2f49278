package dev.cleave.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.core.queue.JobRequest;
import dev.cleave.core.queue.OwnerTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ConfigurationTest {

    @TempDir
    private Path folder;

    private Path file(String... lines) {
        try {
            return Files.write(folder.resolve("cleave.conf"), List.of(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration read(Path file, Map<String, String> variables, String... options) {
        CommandSpec node = CommandSpec.create();
        node.addOption(OptionSpec.builder("--config").type(String.class).build());
        for (Key<?> key : Keys.ALL) {
            boolean isFlag = key.equals(Keys.VERBOSE) || key.equals(Keys.NODE_INSECURE);
            key.option()
                    .ifPresent(name -> node.addOption(OptionSpec.builder(name)
                            .arity(isFlag ? "0" : "1")
                            .type(isFlag ? boolean.class : String.class)
                            .build()));
        }
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--config", file.toString()));
        Given given = new Given(new CommandLine(node).parseArgs(arguments.toArray(String[]::new)));
        return Configuration.of(given, new Surroundings(variables, Path.of("/no/home")));
    }

    private static String refusal(Path file, Map<String, String> variables, String... options) {
        try {
            read(file, variables, options);
        } catch (CommandException refused) {
            return refused.line();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void whatIsSetLaterCounts() {
        Path file = file("api { port = 1001, host = localhost }", "node.port = 1002", "lanes = 3");
        Configuration set = read(
                file,
                Map.of("CLEAVE_NODE_API_PORT", "2001", "CLEAVE_NODE_NODE_PORT", "2002", "CLEAVE_ADDRESS", "a:1"),
                "--api-port",
                "3001");
        assertThat(set.get(Keys.API_PORT)).isEqualTo(3001);
        assertThat(set.find(Keys.NODE_PORT)).contains(2002);
        assertThat(set.find(Keys.LANES)).contains(3);
        assertThat(set.get(Keys.API_HOST)).isEqualTo("localhost");
        assertThat(set.get(Keys.QUEUE_RUNNING)).isEqualTo(16);
        assertThat(set.find(Keys.TLS)).isEmpty();
        assertThat(set.what(Keys.API_PORT)).isEqualTo("--api-port");
        assertThat(set.what(Keys.NODE_PORT)).isEqualTo("CLEAVE_NODE_NODE_PORT");
        assertThat(set.what(Keys.LANES)).isEqualTo(file + ":3: lanes");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Path file = file(
                "api {",
                "  prot = 7171",
                "  port = 70000",
                "}",
                "queue.running = lots",
                "lanes = { most = 3 }",
                "verbose = maybe",
                "owners.ann.wait = 3",
                "owners.ann = 3",
                "store = {}",
                "tls = null");
        String refusal = refusal(file, Map.of("CLEAVE_NODE_API_PRT", "7"), "--port", "x");
        assertThat(refusal.lines())
                .containsExactlyInAnyOrder(
                        file + ":2: unknown key: api.prot (did you mean api.port?)",
                        file + ":3: api.port: 70000 (expected: 0 to 65535; 0 for any that is free)",
                        file + ":5: queue.running: lots (expected: 1 to 1000 jobs)",
                        file + ":6: unknown key: lanes.most (expected: lanes with a value: 0 to 1024 threads)",
                        file + ":7: verbose: maybe (expected: true or false)",
                        file + ":9: owners.ann: 3 (expected: owners.NAME { weight = 2, cores = 8 })",
                        file + ":10: unknown key: store (expected: a key of docs/configuration.md)",
                        file + ":11: tls: null (expected: a value)",
                        "unknown variable: CLEAVE_NODE_API_PRT (did you mean CLEAVE_NODE_API_PORT?)",
                        "--port: x (expected: 0 to 65535; 0 for any that is free)");
    }

    @Test
    void whatIsSetAnewLaterMustBeRightAsWell() {
        Path file = file("api.port = none");
        assertThat(refusal(file, Map.of(), "--api-port", "1"))
                .isEqualTo(file + ":1: api.port: none (expected: 0 to 65535; 0 for any that is free)");
    }

    @Test
    void whatIsNoConfigurationIsRefusedWithItsLine() {
        Path file = file("lanes = 2", "api { port = 1", "");
        assertThat(refusal(file, Map.of())).startsWith(file + ":").contains("end of file");
        Path gone = folder.resolve("gone.conf");
        assertThat(refusal(gone, Map.of())).isEqualTo("--config: " + gone + " (expected: a file that can be read)");
        assertThat(refusal(file("dir = ${nowhere}"), Map.of()))
                .startsWith(file + ":1: ")
                .contains("nowhere");
    }

    @Test
    void sizesTimesListsAndPathsAreRead() throws IOException {
        Files.createDirectories(folder.resolve("tls"));
        Configuration set = read(
                file(
                        "logs.quota = 2g",
                        "queue.aging = 1h30m",
                        "retention.age = never",
                        "seeds = [\"a:1\", \"b.example:2\"]",
                        "tls = tls",
                        "verbose = true",
                        "owners { \"ann.lee\" { weight = 3, cores = 8 }, bob.running = 2 }"),
                Map.of("CLEAVE_NODE_API_HOSTS", "one, two"));
        assertThat(set.get(Keys.LOGS_QUOTA)).isEqualTo(2L << 30);
        assertThat(set.get(Keys.QUEUE_AGING)).isEqualTo(Duration.ofMinutes(90));
        assertThat(set.get(Keys.RETENTION_AGE)).isEmpty();
        assertThat(set.find(Keys.SEEDS)).contains(List.of("a:1", "b.example:2"));
        assertThat(set.find(Keys.TLS)).contains(folder.resolve("tls"));
        assertThat(set.get(Keys.VERBOSE)).isTrue();
        assertThat(set.get(Keys.API_HOSTS)).containsExactly("one", "two");
        assertThat(set.owners())
                .containsEntry("ann.lee", new OwnerTerms(3, JobRequest.ANY, JobRequest.ANY, 8))
                .containsEntry("bob", new OwnerTerms(1, 2, JobRequest.ANY, JobRequest.ANY));
    }

    @Test
    void whatIsShownIsAFileThatSaysTheSame() throws IOException {
        Path file = file("seeds = [\"a:1\"]", "logs.quota = 2g", "owners.ann.cores = 8", "dir = here");
        Configuration set = read(file, Map.of("CLEAVE_NODE_LANES", "3"), "--verbose");
        assertThat(set.lines())
                .anyMatch(line -> line.matches("lanes = 3 +# CLEAVE_NODE_LANES"))
                .anyMatch(line -> line.matches("logs\\.quota = 2g +# .*cleave\\.conf:2"))
                .anyMatch(line -> line.matches("verbose = true +# --verbose"))
                .anyMatch(line -> line.matches("queue\\.running = 16 +# default"))
                .contains("# tls: none: loopback only");
        Path shown = Files.write(folder.resolve("shown.conf"), set.lines());
        Configuration again = read(shown, Map.of());
        for (Key<?> key : Keys.ALL) {
            assertThat((Object) again.find(key)).as(key.name()).isEqualTo(set.find(key));
        }
        assertThat(again.owners()).isEqualTo(set.owners());
    }

    @Test
    void theFileToBeginWithIsRight() {
        Configuration set = read(Path.of("..", "..", "deploy", "cleave.conf"), Map.of());
        assertThat(set.find(Keys.DIR)).contains(Path.of("/var/lib/cleave"));
        assertThat(set.get(Keys.LOGS_QUOTA)).isEqualTo(4L << 30);
    }

    @Test
    void everyKeyHasAVariableOfItsOwnAndAUsualValueThatCanBeRead() {
        assertThat(Keys.ALL.stream().map(Key::variable)).doesNotHaveDuplicates();
        Configuration set = read(file(), Map.of());
        for (Key<?> key : Keys.ALL) {
            assertThat(set.find(key).isPresent())
                    .as(key.name())
                    .isEqualTo(key.usual().isPresent());
        }
        assertThatThrownBy(() -> set.get(Keys.TLS)).hasMessageContaining("tls");
    }
}
