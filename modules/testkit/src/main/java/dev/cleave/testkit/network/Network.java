package dev.cleave.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A small network on the loopback interface: each place has a port by which others reach it, and an address from which
 * it speaks; whatever goes to or from a place goes through that place's {@link Link}. Only the hub has none.
 *
 * <p>Each place but the hub needs a loopback address of its own, as Linux has them. Thread-safe.
 */
public final class Network implements AutoCloseable {

    /** The loopback port at which others reach a place; where it listens itself, at its own address; and that address. */
    public record Place(int advertisedPort, int ownPort, String address) {

        /**
         * What Akka must be told, as system properties, so that the place speaks and is spoken to through the network.
         * The advertised port goes where ports are set otherwise.
         */
        public Map<String, String> akka() {
            return Map.of(
                    "akka.remote.artery.bind.hostname", address,
                    "akka.remote.artery.bind.port", Integer.toString(ownPort),
                    "akka.remote.artery.advanced.tcp.outbound-client-hostname", address);
        }
    }

    private static final int HUB = 0;
    private static final int MOST_PLACES = 200;

    /** Addresses that no other network of this machine is likely to have, so that ports are free for good. */
    private final String prefix = "127." + ThreadLocalRandom.current().nextInt(1, 255) + "."
            + ThreadLocalRandom.current().nextInt(1, 255) + ".";

    private final Map<Integer, Link> links = new ConcurrentHashMap<>();
    private final Map<Integer, Place> places = new ConcurrentHashMap<>();
    private final List<TcpProxy> proxies = new CopyOnWriteArrayList<>();

    /** The place that the others gather around. */
    public Place hub() throws IOException {
        return place(HUB);
    }

    /**
     * A place.
     *
     * @param number 1 to 200; the same number is the same place
     */
    public Place place(int number) throws IOException {
        if (number < HUB || number > MOST_PLACES) {
            throw new IllegalArgumentException("place " + number + " (expected: 1 to " + MOST_PLACES + ")");
        }
        Place known = places.get(number);
        if (known != null) {
            return known;
        }
        String address = prefix + (number + 1);
        int ownPort = freePort(address);
        TcpProxy proxy =
                TcpProxy.to(new InetSocketAddress(address, ownPort), caller -> between(numberOf(caller), number));
        proxies.add(proxy);
        Place place = new Place(proxy.port(), ownPort, address);
        places.put(number, place);
        return place;
    }

    /** The link by which a place hangs on the others. */
    public Link link(int number) {
        return links.computeIfAbsent(number, any -> new Link("node-" + number));
    }

    private List<Link> between(int caller, int target) {
        return IntStream.of(caller, target)
                .distinct()
                .filter(number -> number != HUB)
                .mapToObj(this::link)
                .toList();
    }

    private int numberOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean ours = address.getHostAddress().startsWith(prefix);
        return ours ? (bytes[bytes.length - 1] & 0xFF) - 1 : HUB;
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** Breaks all connections and stops listening. */
    @Override
    public void close() {
        proxies.forEach(TcpProxy::close);
    }
}
