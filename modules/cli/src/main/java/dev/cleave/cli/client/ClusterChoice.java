package dev.cleave.cli.client;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.ClientBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Which cluster a command asks: the one that is named, or told by the environment, or the user's default, or this machine's. */
public final class ClusterChoice {

    /** Long enough for a node to be started again, and short enough for who waits at a terminal. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    /**
     * A choice.
     *
     * @param surroundings where the cluster is, unless told
     */
    public ClusterChoice(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * A client of the cluster; nothing is asked yet.
     *
     * @throws CommandException if there is none to be found
     * @throws dev.cleave.client.CleaveException if what names it is not as it should be
     */
    public CleaveClient connect(Given given) {
        return builder(given.text("--cluster")).timeout(TIMEOUT).build();
    }

    private ClientBuilder builder(Optional<String> name) {
        if (name.isPresent()) {
            // A token of the environment is for another cluster: this one must not see it.
            Map<String, String> variables = new HashMap<>(surroundings.variables());
            List.of("CLEAVE_ADDRESS", "CLEAVE_TOKEN", "CLEAVE_TOKEN_FILE", "CLEAVE_AUTHORITY")
                    .forEach(variables::remove);
            variables.put("CLEAVE_CLUSTER", name.get());
            return CleaveClient.fromEnvironment(variables, clusters());
        }
        if (surroundings.variable("CLEAVE_ADDRESS").isPresent()
                || surroundings.variable("CLEAVE_CLUSTER").isPresent()
                || hasDefault()) {
            return CleaveClient.fromEnvironment(surroundings.variables(), clusters());
        }
        return ofThisMachine();
    }

    private ClientBuilder ofThisMachine() {
        LocalNode node = LocalNode.find(surroundings.home())
                .orElseThrow(() -> CommandException.noCluster("no cluster is known (expected: a node of this machine,"
                        + " which 'cleave node' starts; or CLEAVE_ADDRESS, or --cluster)"));
        if (!node.isAlive()) {
            throw CommandException.noCluster("the node of this machine (process " + node.pid()
                    + ") has died (expected: 'cleave node' starts it again, with all its jobs)");
        }
        ClientBuilder builder = CleaveClient.connect(node.address());
        node.authority().ifPresent(builder::authority);
        Optional<String> token = surroundings.variable("CLEAVE_TOKEN");
        if (token.isPresent()) {
            return builder.token(token.get());
        }
        return builder.tokenFile(
                surroundings.variable("CLEAVE_TOKEN_FILE").map(Path::of).orElse(node.tokenFile()));
    }

    private Path clusters() {
        return surroundings.home().resolve(".config").resolve("cleave").resolve("clusters.properties");
    }

    private boolean hasDefault() {
        if (!Files.exists(clusters())) {
            return false;
        }
        Properties all = new Properties();
        try (Reader in = Files.newBufferedReader(clusters(), StandardCharsets.UTF_8)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException refusedByWhoReadsItNext) {
            return true;
        }
        return all.containsKey("default");
    }
}
