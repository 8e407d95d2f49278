package dev.cleave.simulator.network;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;

/** About how many bytes a message has on the wire. */
public final class MessageBytes {

    private static final long ENVELOPE = 150;
    private static final long KEY = 20;
    private static final long LEASE = 26;
    private static final long MEASURED = 24;
    private static final long LEVEL = 2;

    private MessageBytes() {}

    /** Of a message to the coordinator. */
    public static long of(ToCoordinator message) {
        long bytes = ENVELOPE;
        if (message instanceof ToCoordinator.Heartbeat heartbeat) {
            bytes += (LEASE + 12) * heartbeat.held().size();
            bytes += KEY
                    * ((long) heartbeat.unacknowledged().size()
                            + heartbeat.awaited().size());
        } else if (message instanceof ToCoordinator.Finished finished) {
            bytes += LEASE + MEASURED + of(finished.result());
        } else if (message instanceof ToCoordinator.Shed shed) {
            for (ShedChild child : shed.children()) {
                bytes += LEASE + 20 + LEVEL * child.path().length() + of(child.problem());
            }
        } else if (message instanceof ToCoordinator.Checkpoint checkpoint) {
            for (FinishedChild child : checkpoint.finished()) {
                bytes += 20 + MEASURED + LEVEL * child.path().length() + of(child.result());
            }
        } else if (message instanceof ToCoordinator.Improved improved) {
            bytes += 12 + of(improved.found().solution());
        } else if (message instanceof ToCoordinator.Returned returned) {
            bytes += LEASE * returned.leases().size();
        }
        return bytes;
    }

    /** Of a message to a node. */
    public static long of(ToNode message) {
        long bytes = ENVELOPE;
        if (message instanceof ToNode.Grant grant) {
            Payload problem = grant.lease().problem();
            bytes += LEASE + 20 + (problem == null ? 0 : of(problem));
            for (KnownChild child : grant.lease().known()) {
                bytes += 12 + LEVEL * child.path().length();
            }
        } else if (message instanceof ToNode.Deliver deliver) {
            bytes += KEY + MEASURED + of(deliver.result());
        } else if (message instanceof ToNode.Acknowledge acknowledge) {
            bytes += KEY * acknowledge.keys().size();
        }
        return bytes;
    }

    private static long of(Payload payload) {
        return payload instanceof Payload.Inline inline ? inline.bytes().length : 64;
    }
}
