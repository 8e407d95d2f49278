package dev.cleave.simulator.network;

import dev.cleave.simulator.clock.VirtualClock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Carries messages between nodes and the controller, more or less. */
public final class SimulatedNetwork {

    private static final double NANOS_PER_SECOND = 1e9;

    /** One direction of the connection between a node and the controller. */
    private static final class Way {
        long lastArrival;
        /** Until when the node sends, or receives, what is on this way. */
        long takenUntil;
    }

    private final VirtualClock clock;
    private final SplittableRandom random;
    private final LinkQuality quality;
    private final long bytesPerSecond;
    private final Map<String, Long> cutUntil = new HashMap<>();
    private final Map<String, Way> inward = new HashMap<>();
    private final Map<String, Way> outward = new HashMap<>();
    /** Until when the controller's machine sends, and receives. */
    private long sendingUntil;

    private long receivingUntil;
    private long sent;
    private long dropped;
    private long doubled;

    /**
     * A network whose faults follow from a seed.
     *
     * @param bytesPerSecond how much each machine can send, and receive, per second; 0 for any amount
     */
    public SimulatedNetwork(VirtualClock clock, long seed, LinkQuality quality, long bytesPerSecond) {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.quality = quality;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Whether it matters how large messages are. */
    public boolean isNarrow() {
        return bytesPerSecond > 0;
    }

    /**
     * Sends a message between a node and the controller.
     *
     * @param node the node at the one end
     * @param isOutward whether it goes to the node
     * @param bytes how large it is; of no account on a network that is not narrow
     * @param arrive what happens where it arrives
     */
    public void send(String node, boolean isOutward, long bytes, Runnable arrive) {
        sent++;
        if (clock.now() < cutUntil.getOrDefault(node, 0L) || random.nextDouble() < quality.dropped()) {
            dropped++;
            return;
        }
        plan(node, isOutward, bytes, arrive);
        if (random.nextDouble() < quality.doubled()) {
            doubled++;
            plan(node, isOutward, bytes, arrive);
        }
    }

    private void plan(String node, boolean isOutward, long bytes, Runnable arrive) {
        Way way = (isOutward ? outward : inward).computeIfAbsent(node, name -> new Way());
        long at = clock.now() + quality.latencyNanos();
        if (quality.jitterNanos() > 0) {
            at += random.nextLong(quality.jitterNanos());
        }
        if (bytesPerSecond > 0) {
            at = afterTransmission(way, isOutward, bytes, at);
        }
        if (quality.delayed() > 0 && random.nextDouble() < quality.delayed()) {
            clock.at(at + random.nextLong(Math.max(1, quality.delayNanos())), arrive);
            return;
        }
        // What is not delayed keeps its order, as on one connection.
        at = Math.max(at, way.lastArrival);
        way.lastArrival = at;
        clock.at(at, arrive);
    }

    /** Each end handles one message after the other. */
    private long afterTransmission(Way way, boolean isOutward, long bytes, long soonest) {
        long takes = (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
        long leaves = Math.max(clock.now(), isOutward ? sendingUntil : way.takenUntil) + takes;
        long free = isOutward ? way.takenUntil : receivingUntil;
        long arrives = Math.max(soonest + leaves - clock.now(), free + takes);
        if (isOutward) {
            sendingUntil = leaves;
            way.takenUntil = arrives;
        } else {
            way.takenUntil = leaves;
            receivingUntil = arrives;
        }
        return arrives;
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
