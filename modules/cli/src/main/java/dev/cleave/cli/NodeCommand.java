package dev.cleave.cli;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Network;
import dev.cleave.cli.command.NodeName;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.config.Configuration;
import dev.cleave.cli.config.Faults;
import dev.cleave.cli.config.Key;
import dev.cleave.cli.config.Keys;
import dev.cleave.cli.run.RunFolder;
import dev.cleave.cli.service.ServiceCommand;
import dev.cleave.cluster.NodeMain;
import dev.cleave.cluster.NodeSettings;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.TransportSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code cleave node}: a job service, or with seeds one more node for one. */
final class NodeCommand {

    private final Output output;
    private final Runnable beforeRun;
    private final Surroundings surroundings;

    NodeCommand(Output output, Runnable beforeRun, Surroundings surroundings) {
        this.output = output;
        this.beforeRun = beforeRun;
        this.surroundings = surroundings;
    }

    ExitCode run(Given given) {
        Configuration set = Configuration.of(given, surroundings);
        boolean joins = !set.find(Keys.SEEDS).orElse(List.of()).isEmpty();
        if (given.has("--check-config")) {
            return shown(set, joins);
        }
        return joins ? join(set) : new ServiceCommand(output, beforeRun, surroundings).run(set);
    }

    private ExitCode shown(Configuration set, boolean joins) {
        if (joins) {
            workerTransport(set);
        } else {
            new ServiceCommand(output, beforeRun, surroundings).check(set);
        }
        set.lines().forEach(output.out()::println);
        return ExitCode.SUCCESS;
    }

    private static TransportSettings workerTransport(Configuration set) {
        Faults faults = new Faults();
        for (Key<?> key : List.<Key<?>>of(Keys.API_HOST, Keys.API_PORT, Keys.STORE_URL)) {
            if (set.isOption(key)) {
                faults.add(set.what(key)
                        + ": has no meaning with --seed, as the API is served by the node that is joined");
            }
        }
        if (set.find(Keys.LANES).orElse(1) == 0) {
            faults.tried(() -> {
                throw Values.refused(set.what(Keys.LANES), "0", "1 to 1024 threads");
            });
        }
        Optional<TransportSettings> transport = faults.tried(() -> Network.transport(
                set.what(Keys.NODE_HOST),
                set.get(Keys.NODE_HOST),
                set.find(Keys.NODE_PORT).orElse(0),
                set.find(Keys.TLS),
                set.get(Keys.NODE_INSECURE)));
        faults.check();
        return transport.orElseThrow();
    }

    private ExitCode join(Configuration set) {
        TransportSettings transport = workerTransport(set);
        List<String> seeds = set.find(Keys.SEEDS).orElseThrow();
        int lanes = set.find(Keys.LANES).orElse(Runtime.getRuntime().availableProcessors());
        String name = set.find(Keys.NAME).orElseGet(NodeName::ofHost);
        try (RunFolder folder = RunFolder.open(set.what(Keys.DIR), set.find(Keys.DIR))) {
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
