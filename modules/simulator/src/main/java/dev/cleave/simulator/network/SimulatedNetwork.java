package dev.cleave.simulator.network;

import dev.cleave.simulator.clock.VirtualClock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Carries messages between nodes and the controller, more or less. */
public final class SimulatedNetwork {

    private final VirtualClock clock;
    private final SplittableRandom random;
    private final LinkQuality quality;
    private final Map<String, Long> cutUntil = new HashMap<>();
    private final Map<String, Long> lastArrival = new HashMap<>();
    private long sent;
    private long dropped;
    private long doubled;

    /** A network whose faults follow from a seed. */
    public SimulatedNetwork(VirtualClock clock, long seed, LinkQuality quality) {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.quality = quality;
    }

    /**
     * Sends a message between a node and the controller.
     *
     * @param node the node at the one end
     * @param outward whether it goes to the node
     * @param arrive what happens where it arrives
     */
    public void send(String node, boolean outward, Runnable arrive) {
        sent++;
        if (clock.now() < cutUntil.getOrDefault(node, 0L) || random.nextDouble() < quality.dropped()) {
            dropped++;
            return;
        }
        plan(node, outward, arrive);
        if (random.nextDouble() < quality.doubled()) {
            doubled++;
            plan(node, outward, arrive);
        }
    }

    private void plan(String node, boolean outward, Runnable arrive) {
        long at = clock.now() + quality.latencyNanos();
        if (quality.jitterNanos() > 0) {
            at += random.nextLong(quality.jitterNanos());
        }
        if (quality.delayed() > 0 && random.nextDouble() < quality.delayed()) {
            clock.at(at + random.nextLong(Math.max(1, quality.delayNanos())), arrive);
            return;
        }
        // What is not delayed keeps its order, as on one connection.
        String direction = outward ? node + ">" : node + "<";
        at = Math.max(at, lastArrival.getOrDefault(direction, 0L));
        lastArrival.put(direction, at);
        clock.at(at, arrive);
    }

    /** Loses everything to and from a node until some time. */
    public void cut(String node, long until) {
        cutUntil.merge(node, until, Math::max);
    }

    /** Messages that were sent. */
    public long sent() {
        return sent;
    }

    /** Messages that got lost. */
    public long dropped() {
        return dropped;
    }

    /** Messages that arrived twice. */
    public long doubled() {
        return doubled;
    }
}
