package dev.cleave.cluster;

import dev.cleave.api.Code;
import dev.cleave.cluster.logging.Logs;
import dev.cleave.cluster.process.PidFile;
import dev.cleave.cluster.process.RunnerPool;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.runner.launch.RunnerCommand;
import java.io.IOException;
import java.nio.file.Files;

/** The process of a node. */
public final class NodeMain {

    private static final int USAGE = 2;
    private static final int NO_CLUSTER = 3;

    private NodeMain() {}

    /**
     * Runs a node with the arguments that {@link LocalNodes} passes, until it has left or is refused.
     *
     * @param arguments {@code --seed host:port} and others
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            return run(NodeArguments.parse(arguments));
        } catch (ClusterStartException e) {
            System.err.println("cleave node: " + e.getMessage());
            return e.code() == Code.INVALID_ARGUMENT ? USAGE : NO_CLUSTER;
        }
    }

    /**
     * Runs a node until it has left (it does when the process is asked to end), is refused, or has given up.
     *
     * @return the exit status for the process: 0 if it has left, 3 if there is no cluster for it
     * @throws ClusterStartException if an address, folder or other setting cannot be used
     */
    public static int run(NodeSettings settings) throws ClusterStartException {
        Logs.toConsole();
        check(settings);
        try (RunnerPool runners = prepare(settings)) {
            NodeLife life = new NodeLife(settings, runners);
            if (settings.attached()) {
                life.endWithStandardInput();
            }
            return life.live();
        }
    }

    /** Everything that can be under way before the cluster is joined; above all the first runner. */
    private static RunnerPool prepare(NodeSettings settings) throws ClusterStartException {
        try {
            Files.createDirectories(settings.folder());
            PidFile.write(
                    settings.folder().resolve("agent.pid"),
                    ProcessHandle.current().pid());
            RunnerCommand command = RunnerCommand.ofThisProcess();
            RunnerPool runners = new RunnerPool(
                    settings.folder().resolve("runner.pid"),
                    (socket, options) -> command.withJvmOptions(options).toWords(socket));
            runners.warmUp();
            return runners;
        } catch (IOException e) {
            throw new ClusterStartException(Code.IO, "folder " + settings.folder() + " cannot be used: " + e);
        }
    }

    private static void check(NodeSettings settings) throws ClusterStartException {
        settings.transport().check();
        if (!settings.name().matches("[A-Za-z0-9.-]{1,64}")) {
            throw new ClusterStartException(
                    Code.INVALID_ARGUMENT,
                    "name: " + settings.name() + " (expected: 1 to 64 of a-z, A-Z, 0-9, dots and dashes)");
        }
        if (settings.lanes() < 1 || settings.lanes() > 1024) {
            throw new ClusterStartException(
                    Code.INVALID_ARGUMENT, "lanes: " + settings.lanes() + " (expected: 1 to 1024)");
        }
        if (settings.seeds().isEmpty()) {
            throw new ClusterStartException(Code.INVALID_ARGUMENT, "seed: none (expected: host:port of a controller)");
        }
        for (String seed : settings.seeds()) {
            if (!seed.matches("(\\[[0-9a-fA-F:.]+]|[^:\\s/@]+):[0-9]{1,5}")) {
                throw new ClusterStartException(Code.INVALID_ARGUMENT, "seed: " + seed + " (expected: host:port)");
            }
        }
    }
}
