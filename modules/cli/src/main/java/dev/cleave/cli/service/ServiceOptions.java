package dev.cleave.cli.service;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Network;
import dev.cleave.cli.command.NodeName;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.run.RunFolder;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.api.ApiSettings;
import dev.cleave.service.desk.Programs;
import dev.cleave.service.node.ServiceSettings;
import dev.cleave.service.node.ServiceSettings.SharedStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code cleave node} without a seed was asked for, checked.
 *
 * @param name what the node is called
 * @param folder where everything is kept; exists
 * @param lanes lanes of this machine
 * @param transport where nodes join
 * @param apiHost where the API listens
 * @param apiPort the port for that, 0 for any that is free
 * @param tls the folder with certificates
 * @param shared the store that it shares with other nodes
 * @param verbose whether the log goes to standard error
 */
record ServiceOptions(
        String name,
        Path folder,
        int lanes,
        TransportSettings transport,
        String apiHost,
        int apiPort,
        Optional<Path> tls,
        Optional<SharedStore> shared,
        boolean verbose) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int NODE_PORT = 7170;
    private static final int API_PORT = 7171;
    private static final int MAX_LANES = 1024;

    /**
     * Reads the options.
     *
     * @throws CommandException if one of them cannot be used
     */
    static ServiceOptions of(Given given, Surroundings surroundings) {
        Optional<Path> tls = given.value("--tls", text -> Values.folder("--tls", text));
        String apiHost = given.text("--api-host").orElse(LOOPBACK);
        checkApiHost(apiHost, tls);
        TransportSettings transport = Network.transport(
                given.text("--host").orElse(LOOPBACK),
                given.value("--port", text -> Values.port("--port", text)).orElse(NODE_PORT),
                tls,
                given.has("--insecure-network"));
        return new ServiceOptions(
                NodeName.of(given),
                folder(given.value("--dir", Path::of).orElseGet(surroundings::serviceFolder)),
                given.value("--lanes", text -> Values.integer("--lanes", text, 0, MAX_LANES, " threads"))
                        .orElse(Runtime.getRuntime().availableProcessors()),
                transport,
                apiHost,
                given.value("--api-port", text -> Values.port("--api-port", text))
                        .orElse(API_PORT),
                tls,
                StoreChoice.of(given, surroundings),
                given.has("--verbose"));
    }

    private static void checkApiHost(String host, Optional<Path> tls) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw Values.refused("--api-host", host, "a name or address of this machine");
        }
        if (address.isAnyLocalAddress()) {
            throw Values.refused("--api-host", host, "the name or address by which others reach this machine");
        }
        if (!address.isLoopbackAddress() && tls.isEmpty()) {
            throw CommandException.usage(
                    "--api-host: " + host + " is open to other machines (expected: also --tls DIR)");
        }
    }

    /** Nobody else's business, if it is made now. */
    private static Path folder(Path wanted) {
        if (!Files.exists(wanted)) {
            try {
                Files.createDirectories(
                        wanted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException | UnsupportedOperationException refused) {
                // Refused below with what was expected, or made as this file system can.
            }
        }
        try (RunFolder checked = RunFolder.open(Optional.of(wanted))) {
            return checked.path();
        }
    }

    /** How the service is run. */
    ServiceSettings settings(Programs programs) {
        ServiceSettings alone =
                new ServiceSettings(name, folder, lanes, transport, api(), QueueSettings.defaults(), programs);
        return shared.map(alone::sharing).orElse(alone);
    }

    private ApiSettings api() {
        ApiSettings usual = ApiSettings.onLoopback(apiPort, folder.resolve("incoming"));
        return new ApiSettings(
                new InetSocketAddress(apiHost, apiPort),
                apiTls().map(tlsFolder -> new ApiSettings.Tls(
                        tlsFolder.resolve("node.crt"), tlsFolder.resolve("node.key"), Optional.empty())),
                isLoopback() ? usual.hosts() : Set.of(apiHost),
                usual.incoming(),
                usual.maxRequestBytes(),
                usual.maxBlobBytes(),
                usual.archives(),
                usual.perToken(),
                usual.perAddress(),
                usual.maxConnections(),
                usual.maxFeeds(),
                usual.patience());
    }

    private boolean isLoopback() {
        return new InetSocketAddress(apiHost, apiPort).getAddress().isLoopbackAddress();
    }

    /** On loopback nobody listens in, so that certificates are of use between nodes only. */
    private Optional<Path> apiTls() {
        return isLoopback() ? Optional.empty() : tls;
    }

    /** Whose word on the API's certificate counts. */
    Optional<Path> apiAuthority() {
        return apiTls().map(tlsFolder -> tlsFolder.resolve("ca.crt").toAbsolutePath());
    }

    String apiScheme() {
        return apiTls().isPresent() ? "https" : "http";
    }

    /** Where clients find the API, as {@code host:port}. */
    String apiAddress(int port) {
        return (apiHost.contains(":") && !apiHost.startsWith("[") ? "[" + apiHost + "]" : apiHost) + ":" + port;
    }
}
