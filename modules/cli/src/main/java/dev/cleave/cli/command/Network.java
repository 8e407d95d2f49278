package dev.cleave.cli.command;

import dev.cleave.api.Code;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.TransportSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** What the options {@code --host}, {@code --port}, {@code --tls} and {@code --insecure-network} come to. */
public final class Network {

    private Network() {}

    /**
     * Where this process listens.
     *
     * @param what what sets the host, for the refusal
     * @throws CommandException if others could listen in, which has to be asked for, or the address is none of this
     *     machine
     */
    public static TransportSettings transport(
            String what, String host, int port, Optional<Path> tls, boolean insecure) {
        if (tls.isEmpty() && !insecure && isOpen(host)) {
            throw CommandException.usage(what + ": " + host + " is open to other machines (expected: also --tls DIR, or"
                    + " --insecure-network where everybody is trusted)");
        }
        TransportSettings settings = new TransportSettings(host, port, tls.orElse(null), insecure);
        try {
            settings.check();
        } catch (ClusterStartException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        }
        return settings;
    }

    /** The exception of a process that could not become a member, as the end of the command. */
    public static CommandException refusal(ClusterStartException refused) {
        String line = String.valueOf(refused.getMessage());
        return refused.code() == Code.INVALID_ARGUMENT
                ? CommandException.usage(line)
                : CommandException.noCluster(line);
    }

    private static boolean isOpen(String host) {
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException refusedLater) {
            return false;
        }
    }
}
