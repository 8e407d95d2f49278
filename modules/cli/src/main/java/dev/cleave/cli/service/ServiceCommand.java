package dev.cleave.cli.service;

import dev.cleave.cli.client.LocalNode;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Network;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.config.Configuration;
import dev.cleave.cluster.logging.Logs;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.service.node.ServiceNode;
import dev.cleave.service.node.ServiceSettings;
import dev.cleave.service.node.ServiceSettings.SharedStore;
import dev.cleave.service.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletionException;

/** {@code cleave node} without a seed: a job service in this process, until a signal ends it. */
public final class ServiceCommand {

    private static final String LOG = "node.log";

    private final Output output;
    private final Runnable beforeRun;
    private final Surroundings surroundings;

    /**
     * A command that has not begun.
     *
     * @param output where its words go
     * @param beforeRun called before anything is started that would have to be stopped
     * @param surroundings where the node's folder is, unless told
     */
    public ServiceCommand(Output output, Runnable beforeRun, Surroundings surroundings) {
        this.output = output;
        this.beforeRun = beforeRun;
        this.surroundings = surroundings;
    }

    /**
     * Checks what was set, and starts nothing.
     *
     * @throws CommandException if some of it cannot be used
     */
    public void check(Configuration set) {
        ServiceOptions.of(set, surroundings);
    }

    /**
     * Serves until a signal comes, or another controller takes over.
     *
     * @throws CommandException if something given cannot be used, or the service cannot start
     */
    public ExitCode run(Configuration set) {
        ServiceOptions options = ServiceOptions.of(set, surroundings);
        options.prepareFolder();
        beforeRun.run();
        if (options.verbose()) {
            Logs.toConsole();
        } else {
            Logs.toFile(options.folder().resolve(LOG));
        }
        try {
            return serve(options);
        } catch (ClusterStartException refused) {
            throw Network.refusal(refused);
        } catch (StoreException refused) {
            throw CommandException.noCluster(String.valueOf(refused.getMessage()));
        } catch (CompletionException failed) {
            throw CommandException.noCluster(String.valueOf(failed.getCause()));
        } catch (IOException refused) {
            throw CommandException.noCluster(String.valueOf(refused.getMessage()));
        } catch (InterruptedException signal) {
            output.say("the node has ended; its jobs go on when it is started again");
            return ExitCode.INTERRUPTED;
        }
    }

    private ExitCode serve(ServiceOptions options) throws ClusterStartException, IOException, InterruptedException {
        ServiceSettings settings = options.settings(ServedPrograms.in(options.folder()));
        try (ServiceNode node = ServiceNode.start(settings)) {
            LocalNode local = new LocalNode(
                    options.apiAddress(node.apiAddress().getPort()),
                    settings.tokenFile().toAbsolutePath(),
                    options.apiAuthority(),
                    ProcessHandle.current().pid());
            if (Files.exists(settings.tokenFile())) {
                local.announce(surroundings.home());
            }
            try {
                greet(options, settings, node, local);
                node.awaitLostTerm();
            } finally {
                local.withdraw(surroundings.home());
            }
        }
        throw CommandException.noCluster("another controller has taken over the store in " + options.folder());
    }

    private void greet(ServiceOptions options, ServiceSettings settings, ServiceNode node, LocalNode local) {
        String lanes = settings.lanes() + (settings.lanes() == 1 ? " lane" : " lanes");
        output.say("node " + settings.name() + " serves at " + options.apiScheme() + "://" + local.address() + " with "
                + lanes + " of this machine; Ctrl-C ends it");
        if (settings.shared().isPresent()) {
            greetSharing(settings.shared().get(), settings, node);
            return;
        }
        output.say((node.hasNewToken() ? "first start: a token of an admin is in " : "the first token was put in ")
                + settings.tokenFile());
        output.say("everything is kept in " + options.folder());
        if (node.restored() > 0) {
            output.say(node.restored() == 1 ? "1 job of before goes on" : node.restored() + " jobs of before go on");
        }
        output.say("other nodes join with: cleave node --seed " + node.clusterAddress());
    }

    private void greetSharing(SharedStore store, ServiceSettings settings, ServiceNode node) {
        if (node.hasNewToken()) {
            output.say("first start: a token of an admin is in " + settings.tokenFile());
        }
        output.say("jobs are kept in " + store.database().place() + ", which every node that shares it can go on from");
        output.say("further nodes: cleave node --store URL of the same database; or, to work only, --seed "
                + node.clusterAddress());
    }
}
