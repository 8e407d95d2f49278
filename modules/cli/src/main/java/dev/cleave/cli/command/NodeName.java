package dev.cleave.cli.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a node may be called. */
public final class NodeName {

    /** What a name may be. */
    public static final String EXPECTED = "1 to 64 of a-z, A-Z, 0-9, dots and dashes";

    private static final int LONGEST_OF_HOST = 40;

    private NodeName() {}

    /**
     * The name, if it can be one.
     *
     * @param what what is set, for the refusal
     * @throws CommandException if it cannot be the name of a node
     */
    public static String checked(String what, String text) {
        if (!text.matches("[A-Za-z0-9.-]{1,64}")) {
            throw Values.refused(what, text, EXPECTED);
        }
        return text;
    }

    /** The name of a node of which nothing was said: the host's. */
    public static String ofHost() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
            return host.isEmpty() ? "node" : host.substring(0, Math.min(LONGEST_OF_HOST, host.length()));
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }
}
