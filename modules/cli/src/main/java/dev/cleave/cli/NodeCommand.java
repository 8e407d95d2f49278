package dev.cleave.cli;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Network;
import dev.cleave.cli.command.NodeName;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.run.RunFolder;
import dev.cleave.cluster.NodeMain;
import dev.cleave.cluster.NodeSettings;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code cleave node --seed}: this machine joins a cluster and works for it. */
final class NodeCommand {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_LANES = 1024;

    private final Output output;

    NodeCommand(Output output) {
        this.output = output;
    }

    ExitCode run(Given given) {
        List<String> seeds = given.text("--seed").stream()
                .map(text -> Values.hostAndPort("--seed", text).toString())
                .toList();
        for (String option : List.of("--api-host", "--api-port", "--store")) {
            if (given.has(option)) {
                throw CommandException.usage(
                        option + ": has no meaning with --seed, as the API is served by the node that is joined");
            }
        }
        TransportSettings transport = Network.transport(
                given.text("--host").orElse(LOOPBACK),
                given.value("--port", text -> Values.port("--port", text)).orElse(0),
                given.value("--tls", text -> Values.folder("--tls", text)),
                given.has("--insecure-network"));
        int lanes = given.value("--lanes", text -> Values.integer("--lanes", text, 1, MAX_LANES, " threads"))
                .orElse(Runtime.getRuntime().availableProcessors());
        String name = NodeName.of(given);
        try (RunFolder folder = RunFolder.open(given.value("--dir", Path::of))) {
            output.say("node " + name + " joins " + seeds.get(0) + " with " + lanes + (lanes == 1 ? " lane" : " lanes")
                    + "; Ctrl-C takes it out");
            return join(new NodeSettings(name, transport, seeds, folder.path(), lanes, false, Duration.ZERO));
        }
    }

    private static ExitCode join(NodeSettings settings) {
        try {
            return NodeMain.run(settings) == 0 ? ExitCode.SUCCESS : ExitCode.NO_CLUSTER;
        } catch (ClusterStartException refused) {
            throw Network.refusal(refused);
        }
    }
}
