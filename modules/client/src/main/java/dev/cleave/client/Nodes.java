package dev.cleave.client;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The connections to the nodes of a cluster, of which one is asked until it fails. Safe for use by many threads at once.
 */
final class Nodes implements AutoCloseable {

    private final List<Address> addresses;
    private final Function<Address, ManagedChannel> opening;
    private final Map<Address, ManagedChannel> open = new HashMap<>();
    private int turns;
    private boolean closed;

    Nodes(List<Address> addresses, Function<Address, ManagedChannel> opening) {
        this.addresses = List.copyOf(addresses);
        this.opening = opening;
    }

    /**
     * Whose turn it is to be asked.
     *
     * @param number which turn, from 0
     * @param channel the connection to ask
     */
    record Turn(int number, Channel channel) {}

    int count() {
        return addresses.size();
    }

    /**
     * The node to ask now.
     *
     * @throws CleaveException {@code CLOSED}
     */
    synchronized Turn turn() {
        if (closed) {
            throw CleaveException.of(CleaveException.CLOSED, "the client is closed", false, null);
        }
        ManagedChannel channel = open.computeIfAbsent(addresses.get(turns % addresses.size()), opening);
        return new Turn(turns, channel);
    }

    /** Goes on to the next node, unless somebody else has done so since. */
    synchronized void failed(Turn turn) {
        if (turns == turn.number() && !closed) {
            turns = (turns + 1) & Integer.MAX_VALUE;
            ManagedChannel next = open.get(addresses.get(turns % addresses.size()));
            if (next != null) {
                // It may have come back since it was last tried.
                next.resetConnectBackoff();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(ManagedChannel::shutdownNow);
    }

    @Override
    public String toString() {
        return String.join(", ", addresses.stream().map(Address::toString).toList());
    }
}
