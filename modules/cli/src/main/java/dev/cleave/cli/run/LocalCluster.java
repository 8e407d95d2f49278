package dev.cleave.cli.run;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Network;
import dev.cleave.cli.command.Output;
import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.logging.Logs;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.TransportSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A controller in this process, and nodes on this machine.
 *
 * @param cluster the controller
 * @param nodes the nodes; they end with this process, however it ends
 */
record LocalCluster(Cluster cluster, LocalNodes nodes) implements AutoCloseable {

    private static final long START_NANOS = Duration.ofSeconds(60).toNanos();
    private static final Duration LOOK = Duration.ofMillis(200);

    /**
     * Starts all of it. The nodes first: their JVMs start while this one loads the actor system.
     *
     * @throws CommandException if an address or folder cannot be used, or no node comes up
     * @throws InterruptedException if a signal came meanwhile; nothing is left running
     */
    static LocalCluster start(RunOptions options, RunFolder folder, Deadline deadline, Output output)
            throws InterruptedException {
        try {
            TransportSettings wanted = Network.transport(
                    "--host", options.host(), options.port(), options.tls(), options.insecureNetwork());
            int port = options.port() == 0 ? ActorSystems.freePort(options.host()) : options.port();
            TransportSettings transport = new TransportSettings(wanted.host(), port, wanted.tls(), wanted.insecure());
            LocalNodes nodes = LocalNodes.start(
                    options.nodes(),
                    new LocalNodes.Settings(
                            options.host() + ":" + port, transport, folder.path(), options.lanes(), List.of()));
            return startController(nodes, transport, options, folder, deadline, output);
        } catch (ClusterStartException refused) {
            throw Network.refusal(refused);
        }
    }

    private static LocalCluster startController(
            LocalNodes nodes,
            TransportSettings transport,
            RunOptions options,
            RunFolder folder,
            Deadline deadline,
            Output output)
            throws ClusterStartException, InterruptedException {
        LocalCluster local;
        try {
            Logs.toFile(folder.path().resolve("controller.log"));
            local = new LocalCluster(Cluster.start(new ClusterSettings(transport, folder.path())), nodes);
        } catch (ClusterStartException | RuntimeException refused) {
            nodes.close();
            throw refused;
        }
        try {
            if (options.verbose() || options.expectsFurtherNodes()) {
                output.say("nodes can join with: cleave node --seed " + local.cluster.address());
            }
            local.awaitNodes(options.nodes(), deadline);
            return local;
        } catch (InterruptedException | RuntimeException early) {
            local.close();
            throw early;
        }
    }

    private void awaitNodes(int count, Deadline deadline) throws InterruptedException {
        long startedNanos = System.nanoTime();
        while (!cluster.awaitNodes(count, LOOK)) {
            for (String name : nodes.names()) {
                if (!nodes.process(name).isAlive()) {
                    throw CommandException.noCluster(name + " ended while it started: " + lastLogLine(name));
                }
            }
            if (deadline.isOver()) {
                throw CommandException.timeout(deadline.message() + ": not all nodes were up");
            }
            if (System.nanoTime() - startedNanos > START_NANOS) {
                throw CommandException.noCluster("the nodes did not come up in " + START_NANOS / 1_000_000_000L + " s");
            }
        }
    }

    private String lastLogLine(String name) {
        Path log = nodes.folder(name).resolve("agent.log");
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty()
                    ? "its log is empty"
                    : lines.get(lines.size() - 1).strip();
        } catch (IOException none) {
            return "it left no log";
        }
    }

    /** Ends the nodes; the actor system of this process ends with the process. */
    @Override
    public void close() {
        nodes.letGo();
        cluster.letGo(); // while they end
        nodes.close();
    }
}
