package dev.cleave.cli.service;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Network;
import dev.cleave.cli.command.NodeName;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.config.Configuration;
import dev.cleave.cli.config.Faults;
import dev.cleave.cli.config.Keys;
import dev.cleave.cli.run.RunFolder;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.service.desk.Programs;
import dev.cleave.service.node.ServiceSettings;
import dev.cleave.service.node.ServiceSettings.SharedStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What {@code cleave node} without a seed was asked for, checked.
 *
 * @param configuration what was set
 * @param folder where everything is kept; absolute
 * @param transport where nodes join
 * @param shared the store that it shares with other nodes
 * @param limits of the API and of the queue, and what is kept for how long
 */
record ServiceOptions(
        Configuration configuration,
        Path folder,
        TransportSettings transport,
        Optional<SharedStore> shared,
        ServiceLimits limits) {

    private static final int NODE_PORT = 7170;

    /**
     * Checks what was set.
     *
     * @throws CommandException if some of it cannot be used
     */
    static ServiceOptions of(Configuration set, Surroundings surroundings) {
        Faults faults = new Faults();
        faults.tried(() -> checkApiHost(set));
        Optional<TransportSettings> transport = faults.tried(() -> Network.transport(
                set.what(Keys.NODE_HOST),
                set.get(Keys.NODE_HOST),
                set.find(Keys.NODE_PORT).orElse(NODE_PORT),
                set.find(Keys.TLS),
                set.get(Keys.NODE_INSECURE)));
        Optional<Optional<SharedStore>> shared = faults.tried(() -> StoreChoice.of(set, surroundings));
        Optional<ServiceLimits> limits = faults.tried(() -> ServiceLimits.of(set));
        faults.check();
        return new ServiceOptions(
                set,
                set.find(Keys.DIR).orElseGet(surroundings::serviceFolder).toAbsolutePath(),
                transport.orElseThrow(),
                shared.orElseThrow(),
                limits.orElseThrow());
    }

    private static String checkApiHost(Configuration set) {
        String host = set.get(Keys.API_HOST);
        String what = set.what(Keys.API_HOST);
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw Values.refused(what, host, "a name or address of this machine");
        }
        if (address.isAnyLocalAddress()) {
            throw Values.refused(what, host, "the name or address by which others reach this machine");
        }
        if (!address.isLoopbackAddress() && set.find(Keys.TLS).isEmpty()) {
            throw CommandException.usage(what + ": " + host + " is open to other machines (expected: also --tls DIR)");
        }
        return host;
    }

    /**
     * Makes the folder, if it is not there: nobody else's business then.
     *
     * @throws CommandException if it cannot be made or written to
     */
    void prepareFolder() {
        if (!Files.exists(folder)) {
            try {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException | UnsupportedOperationException refused) {
                // Refused below with what was expected, or made as this file system can.
            }
        }
        RunFolder.open(configuration.what(Keys.DIR), Optional.of(folder)).close();
    }

    /** How the service is run. */
    ServiceSettings settings(Programs programs) {
        return limits.settings(
                configuration.find(Keys.NAME).orElseGet(NodeName::ofHost), folder, transport, shared, programs);
    }

    boolean verbose() {
        return configuration.get(Keys.VERBOSE);
    }

    /** Whose word on the API's certificate counts. */
    Optional<Path> apiAuthority() {
        return limits.apiTls().map(tls -> tls.resolve("ca.crt").toAbsolutePath());
    }

    String apiScheme() {
        return limits.apiTls().isPresent() ? "https" : "http";
    }

    /** Where clients find the API, as {@code host:port}. */
    String apiAddress(int port) {
        String host = configuration.get(Keys.API_HOST);
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
