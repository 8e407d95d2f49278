package dev.cleave.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a node listens for clients.
 *
 * @param host a name or a number; an IPv6 number without brackets
 * @param port 1 to 65535
 */
record Address(String host, int port) {

    private static final String EXPECTED = "host:port, as 127.0.0.1:7070 or [::1]:7070";

    /** The addresses in a list separated by commas. */
    static List<Address> parseAll(String text) {
        List<Address> all = new ArrayList<>();
        for (String one : text.split(",")) {
            if (!one.isBlank()) {
                all.add(parse(one.strip()));
            }
        }
        return all;
    }

    static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":") || host.contains("/")) {
            host = "";
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isBlank() && port >= 1 && port <= 65535) {
                return new Address(host, port);
            }
        } catch (NumberFormatException notANumber) {
            // Refused below.
        }
        throw CleaveException.invalid("address", text, EXPECTED);
    }

    /** Whether it is this machine's own, whoever answers name queries: only {@code localhost} and numbers are. */
    boolean isLoopback() {
        if (host.equals("localhost")) {
            return true;
        }
        if (!host.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notANumber) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
