package dev.cleave.cli.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What the option {@code --name} comes to. */
public final class NodeName {

    private static final int LONGEST_OF_HOST = 40;

    private NodeName() {}

    /**
     * What to call a node: what was given, or the host's name.
     *
     * @throws CommandException if that cannot be the name of a node
     */
    public static String of(Given given) {
        return given.value("--name", NodeName::checked).orElseGet(NodeName::ofHost);
    }

    private static String checked(String text) {
        if (!text.matches("[A-Za-z0-9.-]{1,64}")) {
            throw Values.refused("--name", text, "1 to 64 of a-z, A-Z, 0-9, dots and dashes");
        }
        return text;
    }

    private static String ofHost() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
            return host.isEmpty() ? "node" : host.substring(0, Math.min(LONGEST_OF_HOST, host.length()));
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }
}
