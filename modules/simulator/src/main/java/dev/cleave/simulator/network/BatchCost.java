package dev.cleave.simulator.network;

import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.List;

/**
 * How long a coordinator is at work for what it gets or sends. Times are in nanoseconds.
 *
 * <p>What one turn has to say to one peer travels as one batch, so most of the price is paid once for all of it.
 *
 * @param batchNanos for each batch: actor, transport, the outer message
 * @param messageNanos for each message in it: reading or writing it, and deciding
 * @param entryNanos for each entry of a message that lists many: leases, receipts, subproblems
 */
public record BatchCost(long batchNanos, long messageNanos, long entryNanos) {

    /** Nothing costs time. */
    public static final BatchCost FREE = new BatchCost(0, 0, 0);

    /**
     * As measured, rounded up. The parts of {@code cleave bench --parts} give 0.2 to 1 µs to read or write a message and to
     * decide what follows, 0.05 to 0.3 µs for an entry; a batch between two processes over loopback took 5 to 10 µs of
     * processor time at both ends together under load, of which one end is counted here.
     */
    public static final BatchCost MEASURED = new BatchCost(5_000, 1_000, 200);

    /** Whether it is always zero. */
    public boolean isFree() {
        return batchNanos == 0 && messageNanos == 0 && entryNanos == 0;
    }

    /** Of a batch from a node. */
    public long ofReceived(List<ToCoordinator> messages) {
        long nanos = batchNanos;
        for (ToCoordinator message : messages) {
            nanos += messageNanos + entryNanos * entries(message);
        }
        return nanos;
    }

    /** Of a batch to a node. */
    public long ofSent(List<ToNode> messages) {
        long nanos = batchNanos;
        for (ToNode message : messages) {
            nanos += messageNanos + entryNanos * entries(message);
        }
        return nanos;
    }

    private static int entries(ToCoordinator message) {
        if (message instanceof ToCoordinator.Heartbeat heartbeat) {
            return heartbeat.held().size()
                    + heartbeat.unacknowledged().size()
                    + heartbeat.awaited().size();
        } else if (message instanceof ToCoordinator.Shed shed) {
            return shed.children().size();
        } else if (message instanceof ToCoordinator.Returned returned) {
            return returned.leases().size();
        } else if (message instanceof ToCoordinator.Checkpoint checkpoint) {
            return checkpoint.finished().size();
        }
        return 0;
    }

    private static int entries(ToNode message) {
        if (message instanceof ToNode.Acknowledge acknowledge) {
            return acknowledge.keys().size();
        } else if (message instanceof ToNode.Grant grant) {
            return grant.lease().known().size();
        }
        return 0;
    }
}
